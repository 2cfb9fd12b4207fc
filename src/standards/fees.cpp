#include "standards/fees.h"

#include <algorithm>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/toml_table.h"

namespace pignus::standards {
namespace {

constexpr int kYearsMax = 50;

int whole(TomlTable& table, std::string_view key, int most) {
  const auto value = table.optional_integer(key);
  if (value && (*value < 1 || *value > most)) {
    table.refuse(key, "must be from 1 to " + std::to_string(most));
    return 0;
  }
  return static_cast<int>(value.value_or(0));
}

CountedFrom base(TomlTable& table, std::string_view key, const std::string& text) {
  if (text != "filing" && text != "grant") {
    table.refuse(key, "must be \"filing\" or \"grant\"");
  }
  return text == "grant" ? CountedFrom::kGrant : CountedFrom::kFiling;
}

Evidence evidence_of(TomlTable& table) {
  Evidence evidence{table.text("source"), Grade::kOwn};
  const std::string text = table.text("grade");
  if (const auto grade = parse_grade(text)) {
    evidence.grade = *grade;
  } else {
    table.refuse("grade", "must be seen, recalled or own");
  }
  return evidence;
}

TermRule term_of(TomlTable table) {
  TermRule term;
  term.years = whole(table, "years", kYearsMax);
  if (term.years == 0) {
    table.refuse("years", "is missing");
  }
  term.from = base(table, "from", table.text("from"));
  term.or_years = whole(table, "or_years", kYearsMax);
  if (const auto other = table.optional_text("or_from")) {
    term.or_from = base(table, "or_from", *other);
  }
  term.adjustable = table.optional_flag("adjustable", false);
  term.renewable = table.optional_flag("renewable", false);
  term.evidence = evidence_of(table);
  (void)table.finish().has_value();  // the row that holds it reports
  return term;
}

FeeWindow window_of(TomlTable table) {
  FeeWindow window;
  window.what = table.text("what");
  window.fee_year = whole(table, "fee_year", kYearsMax);
  window.due_months = whole(table, "due_months", 12 * kYearsMax);
  window.grace_end_months = whole(table, "grace_end_months", 12 * kYearsMax);
  const int until = whole(table, "paid_until_months", 12 * kYearsMax);
  if (until != 0) {
    window.paid_until_months = until;
  }
  if (window.fee_year == 0 || window.due_months == 0 ||
      window.grace_end_months < window.due_months ||
      (until != 0 && until < window.grace_end_months)) {
    table.refuse("due_months", "due, end of grace and paid-until must follow each other");
  }
  (void)table.finish().has_value();
  return window;
}

FeeRule fees_in(TomlTable table) {
  FeeRule fees;
  fees.from = base(table, "from", table.text("from"));
  fees.annuity = table.optional_text("annuity").value_or("");
  fees.years = whole(table, "years", kYearsMax);
  fees.grace_months = whole(table, "grace_months", 24);
  for (TomlTable& window : table.tables("windows")) {
    fees.windows.push_back(window_of(window));
  }
  fees.evidence = evidence_of(table);
  if (fees.windows.empty() == fees.annuity.empty()) {
    table.refuse("annuity", "either annuities or windows, not both and not neither");
  }
  if (!fees.annuity.empty() && (fees.years == 0 || fees.grace_months == 0)) {
    table.refuse("years", "annuities need years and grace_months");
  }
  (void)table.finish().has_value();
  return fees;
}

std::optional<Date> pick(CountedFrom from, std::optional<Date> filed, std::optional<Date> granted) {
  return from == CountedFrom::kFiling ? filed : granted;
}

std::string filled(const std::string& text, int year) {
  std::string out = text;
  if (const std::size_t at = out.find("{0}"); at != std::string::npos) {
    out.replace(at, 3, std::to_string(year));
  }
  return out;
}

}  // namespace

std::optional<Date> TermRule::end(std::optional<Date> filed, std::optional<Date> granted,
                                  int adjustment_days) const {
  const int extra = adjustable ? adjustment_days : 0;
  const auto start = pick(from, filed, granted);
  std::optional<Date> last;
  if (start) {
    last = start->plus_years(years).plus_days(extra);
  }
  if (or_years != 0) {
    const auto other = pick(or_from, filed, granted);
    if (!start || !other) {
      return std::nullopt;  // without both, the longer one is not known
    }
    last = std::max(*last, other->plus_years(or_years));
  }
  return last;
}

std::vector<Fee> FeeSchedule::fees_of(std::optional<Date> filed,
                                      std::optional<Date> granted) const {
  std::vector<Fee> list;
  const auto start = fees ? pick(fees->from, filed, granted) : std::nullopt;
  if (!start) {
    return list;
  }
  for (const FeeWindow& window : fees->windows) {
    Fee fee{window.what, window.fee_year, start->plus_months(window.due_months),
            start->plus_months(window.grace_end_months), std::nullopt};
    if (window.paid_until_months) {
      fee.paid_until = start->plus_months(*window.paid_until_months);
    }
    list.push_back(fee);
  }
  for (int year = 1; year <= fees->years && !fees->annuity.empty(); ++year) {
    const Date due = start->plus_years(year - 1);
    if (granted && due <= *granted) {
      continue;
    }
    list.push_back({filled(fees->annuity, year), year, due, due.plus_months(fees->grace_months),
                    start->plus_years(year).plus_days(-1)});
  }
  return list;
}

Result<std::vector<FeeSchedule>> parse_fee_schedules(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable top(parsed, file);
  std::vector<FeeSchedule> schedules;
  for (TomlTable& row : top.tables("schedules")) {
    FeeSchedule schedule;
    schedule.id = row.text("id");
    schedule.office = row.text("office");
    schedule.right_types = row.texts("right_types");
    schedule.filed_from = row.optional_date("filed_from");
    schedule.filed_until = row.optional_date("filed_until");
    const auto keys = row.keys();
    if (std::find(keys.begin(), keys.end(), "term") != keys.end()) {
      schedule.term = term_of(row.table("term", true));
    }
    if (std::find(keys.begin(), keys.end(), "fees") != keys.end()) {
      schedule.fees = fees_in(row.table("fees", true));
    }
    schedules.push_back(std::move(schedule));
    PIGNUS_TRY(row.finish());
  }
  PIGNUS_TRY(top.finish());
  return schedules;
}

const std::vector<FeeSchedule>& embedded_fee_schedules() {
  static const std::vector<FeeSchedule> all_of_them = [] {
    std::vector<FeeSchedule> all;
    for (const std::string& path : embedded_files("fees/")) {
      const auto some = parse_fee_schedules(embedded_file(path), path);
      PIGNUS_CHECK(some.has_value());
      all.insert(all.end(), some->begin(), some->end());
    }
    return all;
  }();
  return all_of_them;
}

const FeeSchedule* fee_schedule_for(const std::vector<FeeSchedule>& schedules,
                                    std::string_view office, std::string_view right_type,
                                    std::optional<Date> filed) {
  const FeeSchedule* found = nullptr;
  for (const FeeSchedule& schedule : schedules) {
    const auto& types = schedule.right_types;
    if (schedule.office != office ||
        std::find(types.begin(), types.end(), right_type) == types.end() ||
        (filed && schedule.filed_from && *filed < *schedule.filed_from) ||
        (filed && schedule.filed_until && *filed > *schedule.filed_until)) {
      continue;
    }
    if (found != nullptr) {
      return nullptr;
    }
    found = &schedule;
  }
  return found;
}

}  // namespace pignus::standards
