// The chart of a right's life.
#include <algorithm>
#include <optional>

#include "report/chart_axis.h"
#include "report/charts.h"
#include "report/markup.h"
#include "report/words.h"

namespace pignus::report {

namespace {

constexpr double kWidth = 960;
constexpr double kLabelWidth = 180;
constexpr double kRow = 26;
constexpr double kTop = 26;
constexpr std::size_t kLiensMax = 40;  ///< beyond, the table alone lists them

struct Period {
  std::optional<Date> first;
  std::optional<Date> last;
  void take(std::optional<Date> date) {
    if (date) {
      first = first ? std::min(*first, *date) : date;
      last = last ? std::max(*last, *date) : date;
    }
  }
};

struct Milestones {
  std::optional<Date> filed;
  std::optional<Date> published;
  std::optional<Date> granted;
  std::optional<Date> term_end;
};

Milestones milestones_of(const book::RightFile& file) {
  Milestones out;
  if (const registers::RightRecord* record = file.facts.latest_record()) {
    out.filed = record->filing_date.earliest();
    out.published = record->publication_date.earliest();
    out.granted = record->grant_date.earliest();
    out.term_end = record->expiry_date.latest();
  }
  if (file.status.term_end) {
    out.term_end = file.status.term_end;
  }
  return out;
}

Period period_of(const book::RightFile& file, const Milestones& miles) {
  Period period;
  for (const auto date : {miles.filed, miles.published, miles.granted, miles.term_end}) {
    period.take(date);
  }
  for (const registers::LegalEvent& event : file.facts.events) {
    period.take(event.date.earliest());
  }
  for (const registers::Lien& lien : file.liens.liens) {
    period.take(lien.executed);
    period.take(lien.recorded);
    period.take(lien.release_executed);
    period.take(lien.release_recorded);
  }
  return period;
}

class Timeline {
 public:
  Timeline(const Format& format, const book::RightFile& file, AsOf as_of, const Milestones& miles,
           Date first, Date last)
      : format_(format),
        file_(file),
        as_of_(as_of),
        miles_(miles),
        axis_(first.days_since_1970() - 60.0, last.days_since_1970() + 60.0, kLabelWidth,
              kWidth - 20),
        first_(first),
        last_(last),
        liens_(std::min(file.liens.liens.size(), kLiensMax)),
        bottom_(kTop + kRow * (2.0 + static_cast<double>(liens_)) + 4) {}

  std::string draw() {
    svg_.open("svg", {{"viewBox", "0 0 " + coordinate(kWidth) + " " + coordinate(bottom_ + 26)},
                      {"class", "chart wide"},
                      {"role", "img"},
                      {"aria-label", description()}});
    svg_.leaf("title", format_.say("ui.chart_timeline"));
    draw_years();
    draw_life();
    draw_events();
    for (std::size_t i = 0; i < liens_; ++i) {
      draw_lien(file_.liens.liens[i], row(2 + static_cast<double>(i)));
    }
    draw_today();
    svg_.close();
    return svg_.take();
  }

 private:
  static double row(double index) { return kTop + kRow * (index + 0.5); }
  double x(Date date) const { return axis_.at(date.days_since_1970()); }

  std::string description() const {
    return format_.say(
        "ui.chart_timeline_says",
        {format_.date(miles_.filed), format_.date(miles_.granted), format_.date(miles_.term_end),
         std::to_string(open_liens(file_.liens, as_of_).size()),
         std::to_string(file_.liens.liens.size())});
  }
  void label(const std::string& text, double y) {
    svg_.leaf("text", text, {{"x", "0"}, {"y", coordinate(y + 4)}});
  }
  void mark(Date date, double y, const std::string& style, const std::string& title) {
    const std::string cx = coordinate(x(date));
    svg_.open("circle",
              {{"class", "event " + style}, {"cx", cx}, {"cy", coordinate(y)}, {"r", "4.5"}});
    svg_.leaf("title", title).close();
  }
  /// A diamond: the day something went on record.
  void diamond(Date date, double y, const std::string& title) {
    const double cx = x(date);
    svg_.open("path",
              {{"class", "known"},
               {"d", "M" + coordinate(cx - 5) + " " + coordinate(y) + "L" + coordinate(cx) + " " +
                         coordinate(y - 5) + "L" + coordinate(cx + 5) + " " + coordinate(y) + "L" +
                         coordinate(cx) + " " + coordinate(y + 5) + "Z"}});
    svg_.leaf("title", title).close();
  }
  void bar(Date from, Date to, double y, double height, const std::string& style) {
    svg_.empty("rect", {{"class", style},
                        {"x", coordinate(x(from))},
                        {"y", coordinate(y - height / 2)},
                        {"width", coordinate(std::max(x(to) - x(from), 1.5))},
                        {"height", coordinate(height)}});
  }
  void draw_years() {
    const int span = std::max(last_.year() - first_.year(), 1);
    const int step = span > 30 ? 10 : span > 12 ? 5 : span > 6 ? 2 : 1;
    for (int year = first_.year() / step * step; year <= last_.year() + 1; year += step) {
      const auto day = Date::from_ymd(std::max(year, 1), 1, 1);
      if (!day || *day < first_ || *day > last_.plus_days(60)) {
        continue;
      }
      const std::string at = coordinate(x(*day));
      svg_.empty("line", {{"class", "grid"},
                          {"x1", at},
                          {"x2", at},
                          {"y1", coordinate(kTop)},
                          {"y2", coordinate(bottom_)}});
      svg_.leaf("text", std::to_string(year),
                {{"x", at}, {"y", coordinate(bottom_ + 18)}, {"class", "middle"}});
    }
  }
  void draw_life() {
    const double y = row(0);
    label(format_.say("ui.life"), y);
    if (miles_.filed) {
      const Date end = miles_.term_end.value_or(last_);
      const Date granted = std::min(miles_.granted.value_or(end), end);
      bar(*miles_.filed, granted, y, 8, "life pending");
      if (miles_.granted) {
        bar(granted, end, y, 14, "life");
      }
    }
    const auto mark_milestone = [&](const std::optional<Date>& date, const char* key) {
      if (date) {
        mark(*date, y, "", format_.say("ui.label_value", {format_.say(key), format_.date(*date)}));
      }
    };
    mark_milestone(miles_.filed, "ui.filing_date");
    mark_milestone(miles_.published, "ui.publication_date");
    mark_milestone(miles_.granted, "ui.grant_date");
    mark_milestone(miles_.term_end, "ui.term_end");
  }
  void draw_events() {
    const double y = row(1);
    label(format_.say("ui.events_and_fees"), y);
    for (const registers::LegalEvent& event : file_.facts.events) {
      const auto date = event.date.earliest();
      if (!date) {
        continue;
      }
      const bool payment = event.st27.starts_with("U");
      const bool ending = event.st27.starts_with("H");
      mark(*date, y,
           payment  ? "fee"
           : ending ? "end"
                    : "other",
           format_.say("ui.label_value",
                       {format_.date(event.date),
                        (event.code.empty() ? event.st27 : event.code) + " " + event.description}));
    }
    if (file_.status.next_fee) {
      mark(file_.status.next_fee->due, y, "due",
           format_.say("ui.next_fee_mark", {fee_text(format_, *file_.status.next_fee),
                                            format_.date(file_.status.next_fee->due)}));
    }
  }
  void draw_lien(const registers::Lien& lien, double y) {
    // Cut by characters of the holder's name; the whole of it stands in the table and the title.
    label(lien.id, y);
    // What is open today is not drawn into a future nobody knows.
    const Date horizon = std::max(as_of_.true_on, lien.executed);
    const Date end = lien.release_executed.value_or(horizon);
    bar(lien.executed, end, y, 10, lien.release_executed ? "lien released" : "lien");
    if (lien.release_executed && lien.release_recorded &&
        *lien.release_recorded > *lien.release_executed) {
      bar(*lien.release_executed, *lien.release_recorded, y, 10, "lien gap");
    } else if (release_unrecorded(lien, as_of_)) {
      bar(*lien.release_executed, as_of_.known_by, y, 10, "lien gap");
    }
    diamond(lien.recorded, y,
            format_.say("ui.lien_recorded_mark",
                        {format_.join(lien.holders), format_.date(lien.executed),
                         format_.date(lien.recorded)}));
    if (lien.release_recorded) {
      diamond(*lien.release_recorded, y,
              format_.say("ui.lien_released_mark",
                          {lien.release_id, format_.date(lien.release_executed),
                           format_.date(lien.release_recorded)}));
    }
  }
  void draw_today() {
    const double at = x(as_of_.true_on);
    svg_.empty("line", {{"class", "today"},
                        {"x1", coordinate(at)},
                        {"x2", coordinate(at)},
                        {"y1", coordinate(kTop - 6)},
                        {"y2", coordinate(bottom_)}});
    svg_.leaf("text", format_.date(as_of_.true_on),
              {{"x", coordinate(std::min(at, kWidth - 60))},
               {"y", coordinate(kTop - 11)},
               {"class", "middle strong"}});
  }

  const Format& format_;
  const book::RightFile& file_;
  AsOf as_of_;
  const Milestones& miles_;
  Axis axis_;
  Date first_;
  Date last_;
  std::size_t liens_;
  double bottom_;
  Markup svg_;
};

}  // namespace

std::string timeline_chart(const Format& format, const book::RightFile& file, AsOf as_of) {
  const Milestones miles = milestones_of(file);
  Period period = period_of(file, miles);
  if (!period.first) {
    return "";
  }
  period.take(as_of.true_on);
  return Timeline(format, file, as_of, miles, *period.first, *period.last).draw();
}

}  // namespace pignus::report
