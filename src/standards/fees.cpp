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

std::optional<Money> money(TomlTable& table, std::string_view key) {
  const auto text = table.optional_text(key);
  const auto amount = text ? Money::parse(*text) : std::nullopt;
  if (text && !amount) table.refuse(key, "must be an amount such as \"EUR 50\"");
  return amount;
}

GraceBand grace_of(TomlTable table, int after_months) {
  GraceBand band;
  band.months = whole(table, "months", 24);
  band.surcharge_share = table.optional_number("surcharge_share").value_or(0);
  band.surcharge = money(table, "surcharge");
  if (band.months <= after_months) table.refuse("months", "bands must follow each other");
  if (band.surcharge_share < 0 || band.surcharge_share > 2) {
    table.refuse("surcharge_share", "must be from 0 to 2");
  }
  (void)table.finish().has_value();
  return band;
}

FeeAmount amount_in(TomlTable table) {
  FeeAmount amount;
  amount.year_from = whole(table, "year_from", kYearsMax);
  amount.year_to = whole(table, "year_to", kYearsMax);
  if (const auto fee = money(table, "fee")) {
    amount.fee = *fee;
  } else {
    table.refuse("fee", "is missing");
  }
  amount.per_claim = money(table, "per_claim");
  amount.paid_from = table.optional_date("paid_from");
  amount.paid_until = table.optional_date("paid_until");
  amount.evidence = evidence_of(table);
  if (amount.year_from == 0 || amount.year_to < amount.year_from) {
    table.refuse("year_to", "the years must be there and follow each other");
  }
  (void)table.finish().has_value();
  return amount;
}

FeesFall fall_of(TomlTable& table) {
  const std::string text = table.optional_text("fall").value_or("after grant");
  if (text == "always") return FeesFall::kAlways;
  if (text == "before grant") return FeesFall::kBeforeGrant;
  if (text != "after grant") {
    table.refuse("fall", "must be \"after grant\", \"always\" or \"before grant\"");
  }
  return FeesFall::kAfterGrant;
}

void grace_and_amounts(TomlTable& table, FeeRule& fees) {
  for (TomlTable& band : table.tables("grace")) {
    fees.grace.push_back(grace_of(band, fees.grace.empty() ? 0 : fees.grace.back().months));
  }
  if (!fees.grace.empty() && fees.grace.back().months != fees.grace_months) {
    table.refuse("grace", "the last band must end with grace_months");
  }
  for (TomlTable& amount : table.tables("amounts")) fees.amounts.push_back(amount_in(amount));
}

FeeRule fees_in(TomlTable table) {
  FeeRule fees;
  fees.from = base(table, "from", table.text("from"));
  fees.annuity = table.optional_text("annuity").value_or("");
  fees.years = whole(table, "years", kYearsMax);
  fees.grace_months = whole(table, "grace_months", 24);
  fees.first_year = std::max(1, whole(table, "first_year", kYearsMax));
  fees.renewal_years = whole(table, "renewal_years", kYearsMax);
  fees.fall = fall_of(table);
  fees.month_end = table.optional_flag("month_end", false);
  grace_and_amounts(table, fees);
  for (TomlTable& window : table.tables("windows")) {
    fees.windows.push_back(window_of(window));
  }
  fees.evidence = evidence_of(table);
  if (fees.windows.empty() == fees.annuity.empty()) {
    table.refuse("annuity", "either annuities or windows, not both and not neither");
  }
  const bool by_year = fees.years != 0;
  const bool by_renewal = fees.renewal_years != 0;
  if (!fees.annuity.empty() && (by_year == by_renewal || fees.grace_months == 0)) {
    table.refuse("years", "annuities need years (renewals renewal_years) and grace_months");
  }
  (void)table.finish().has_value();
  return fees;
}

std::optional<Date> pick(CountedFrom from, std::optional<Date> filed, std::optional<Date> granted) {
  return from == CountedFrom::kFiling ? filed : granted;
}

Date end_of_month(Date day) {
  return day.plus_days(1 - day.day()).plus_months(1).plus_days(-1);
}

/// The day so many months after the due day.
Date after(Date due, int months, bool month_end) {
  const Date day = due.plus_months(months);
  return month_end ? end_of_month(day) : day;
}

std::string filled(const std::string& text, int year) {
  std::string out = text;
  if (const std::size_t at = out.find("{0}"); at != std::string::npos) {
    out.replace(at, 3, std::to_string(year));
  }
  return out;
}

Fee due_on(const FeeRule& rule, Date due, int year, Date paid_until) {
  Fee fee{filled(rule.annuity, year),
          year,
          due,
          after(due, rule.grace_months, rule.month_end),
          paid_until,
          {}};
  for (const GraceBand& band : rule.grace) {
    fee.grace.push_back(
        {after(due, band.months, rule.month_end), band.surcharge_share, band.surcharge});
  }
  return fee;
}

/// The annuity of a year, however it falls.
Fee annuity_of(const FeeRule& rule, Date start, int year) {
  const Date anniversary = start.plus_years(year - 1);
  const Date due = rule.month_end ? end_of_month(anniversary) : anniversary;
  return due_on(rule, due, year, start.plus_years(year).plus_days(-1));
}

bool falls_due(FeesFall fall, Date due, std::optional<Date> granted) {
  if (!granted || fall == FeesFall::kAlways) return true;
  return fall == FeesFall::kBeforeGrant ? due <= *granted : due > *granted;
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

Fee FeeRule::renewal_at(Date term_end) const {
  return due_on(*this, month_end ? end_of_month(term_end) : term_end, 0,
                term_end.plus_years(renewal_years));
}

std::vector<Fee> FeeSchedule::fees_of(std::optional<Date> filed,
                                      std::optional<Date> granted) const {
  std::vector<Fee> list;
  const auto start = fees ? pick(fees->from, filed, granted) : std::nullopt;
  if (!start) {
    return list;
  }
  for (const FeeWindow& window : fees->windows) {
    Fee fee{window.what,
            window.fee_year,
            start->plus_months(window.due_months),
            start->plus_months(window.grace_end_months),
            std::nullopt,
            {}};
    if (window.paid_until_months) {
      fee.paid_until = start->plus_months(*window.paid_until_months);
    }
    list.push_back(fee);
  }
  const auto last = term ? term->end(filed, granted, 0) : std::nullopt;
  for (int year = fees->first_year; year <= fees->years && !fees->annuity.empty(); ++year) {
    Fee fee = annuity_of(*fees, *start, year);
    if (last && fee.due >= *last) break;
    if (falls_due(fees->fall, fee.due, granted)) list.push_back(std::move(fee));
  }
  return list;
}

std::optional<Money> FeeSchedule::amount_of(int fee_year, Date paid,
                                            std::optional<int> claims) const {
  if (!fees) return std::nullopt;
  for (const FeeAmount& amount : fees->amounts) {
    const bool fits = fee_year >= amount.year_from && fee_year <= amount.year_to &&
                      (!amount.paid_from || paid >= *amount.paid_from) &&
                      (!amount.paid_until || paid <= *amount.paid_until);
    if (!fits) continue;
    if (!amount.per_claim) return amount.fee;
    if (!claims) return std::nullopt;
    return Money{amount.fee.minor + *claims * amount.per_claim->minor, amount.fee.currency};
  }
  return std::nullopt;
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
