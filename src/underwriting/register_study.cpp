#include "underwriting/register_study.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "registers/party_name.h"
#include "standards/technology.h"
#include "underwriting/cited_numbers.h"

namespace pignus::underwriting {

namespace {

using registers::RightRecord;
using valuation::OwnRight;

std::optional<Date> citing_day(const RightRecord& record) {
  const auto published = record.publication_date.earliest();
  const auto granted = record.grant_date.earliest();
  if (published && granted) {
    return std::min(*published, *granted);
  }
  return published ? published : granted;
}

std::string comparable_owner(const RightRecord& record) {
  return record.owners.empty() ? "" : registers::normal_party_name(record.owners.front().name);
}

const std::string& name_of_field(int field) {
  return standards::technology_grants().fields[static_cast<std::size_t>(field) - 1].name;
}

/// Filings by year. A year between the first and the last in which nobody filed is a zero.
std::vector<valuation::YearCount> filings_of(const std::vector<OwnRight>& rights, int field,
                                             Date complete, Date seen) {
  std::map<int, double> counts;
  for (const OwnRight& right : rights) {
    const int year = right.filing.year();
    if (Date::from_ymd(year, 12, 31) <= complete) {
      counts[year] += field == 0 || right.field == field ? 1 : 0;
    }
  }
  std::vector<valuation::YearCount> rows;
  rows.reserve(counts.size());
  for (const auto& [year, count] : counts) {
    rows.push_back({year, count, seen});
  }
  return rows;
}

/// Middle ranks of the received counts of one cohort, as shares.
void rank_cohort(const std::vector<std::size_t>& members, std::vector<RightStanding>& standings) {
  std::map<std::uint64_t, std::size_t> counts;
  for (const std::size_t member : members) {
    ++counts[standings[member].received];
  }
  std::map<std::uint64_t, double> shares;
  std::size_t below = 0;
  const auto all = static_cast<double>(members.size());
  for (const auto& [received, count] : counts) {
    shares[received] = (static_cast<double>(below) + static_cast<double>(count) / 2) / all;
    below += count;
  }
  for (const std::size_t member : members) {
    standings[member].percentile = shares.at(standings[member].received);
  }
}

void add_figure(std::vector<registers::ReferenceFigure>& figures, std::string_view series,
                std::string_view item, std::string measure, RegisterDate date, Date known,
                double value, std::string unit) {
  figures.push_back({std::string(series),
                     std::string(item),
                     std::move(measure),
                     date,
                     known,
                     value,
                     std::move(unit),
                     {}});
}

void add_filings(const RegisterFindings& findings, std::string_view item,
                 const std::vector<valuation::YearCount>& filings,
                 std::vector<registers::ReferenceFigure>& figures) {
  for (const valuation::YearCount& row : filings) {
    const auto year = RegisterDate::parse(std::to_string(row.year));
    add_figure(figures, kOwnFieldSeries, item, "filings", year.value_or(RegisterDate()),
               findings.as_of.known_by, row.count, "count");
  }
}

void add_ageing(const RegisterFindings& findings, std::string_view item,
                const std::optional<valuation::Obsolescence>& ageing,
                std::vector<registers::ReferenceFigure>& figures) {
  const auto add = [&](const char* measure, double value, const char* unit) {
    add_figure(figures, kOwnFieldSeries, item, measure, findings.as_of.true_on,
               findings.as_of.known_by, value, unit);
  };
  if (ageing) {
    add("obsolescence", ageing->rate.value, "1/year");
    add("obsolescence low", ageing->rate.low, "1/year");
    add("obsolescence high", ageing->rate.high, "1/year");
    add("obsolescence cells", ageing->rate.observations, "count");
    if (ageing->half_life_years) {
      add("half-life", *ageing->half_life_years, "years");
    }
  }
}

}  // namespace

RegisterStudy::RegisterStudy(AsOf as_of, StudyOptions options) : as_of_(as_of), options_(options) {}

void RegisterStudy::take(const registers::RightFacts& facts) {
  const registers::RightFacts known = registers::known_facts(facts, as_of_);
  const RightRecord* record = known.latest_record();
  if (record == nullptr) {
    return;
  }
  const auto filing = record->filing_date.earliest();
  if (filing && *filing > as_of_.true_on) {
    return;
  }
  const auto number = static_cast<std::uint32_t>(rights_.size());
  Studied studied{facts.id, record->type, {}, citing_day(*record), {}};
  if (studied.citing_day && *studied.citing_day > as_of_.true_on) {
    studied.citing_day.reset();
  }
  const auto granted = record->grant_date.earliest();
  if (granted && *granted <= as_of_.true_on) {
    studied.grant_year = granted->year();
  }
  if (filing) {
    const auto place = valuation::technology_place(record->classes);
    studied.own =
        OwnRight{place.field.value_or(0), *filing, {}, comparable_owner(*record), record->known};
  }
  rights_.push_back(std::move(studied));
  for (const RightRecord& one : known.standing_records()) {
    for (const std::string* text : {&one.grant_number, &one.publication_number}) {
      if (const auto own = cited_number(*text)) {
        numbers_.emplace_back(*own, number);
      }
    }
    for (const registers::Citation& citation : one.citations) {
      const auto document = citation.is_patent ? cited_number(citation.document) : std::nullopt;
      if (document) {
        made_.push_back({number, *document});
      }
    }
  }
}

std::vector<RegisterStudy::Received> RegisterStudy::received(RegisterFindings& findings) const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> numbers = numbers_;
  std::sort(numbers.begin(), numbers.end());
  std::vector<Received> all;
  for (const Made& made : made_) {
    const auto found = std::lower_bound(numbers.begin(), numbers.end(),
                                        std::pair(made.document, std::uint32_t{0}));
    if (found == numbers.end() || found->first != made.document) {
      ++findings.outward;
    } else if (found->second != made.by && rights_[made.by].citing_day) {
      all.push_back({found->second, made.by});
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  findings.citations = all.size();
  return all;
}

void RegisterStudy::rank(const std::vector<Received>& received, RegisterFindings& findings) const {
  std::vector<RightStanding>& standings = findings.standings;
  standings.reserve(rights_.size());
  for (const Studied& right : rights_) {
    standings.push_back({right.id, 0, {}});
  }
  for (const Received& one : received) {
    ++standings[one.right].received;
  }
  std::map<std::tuple<std::string, registers::RightType, int>, std::vector<std::size_t>> cohorts;
  for (std::size_t i = 0; i < rights_.size(); ++i) {
    if (rights_[i].grant_year) {
      cohorts[{std::string(rights_[i].id.office()), rights_[i].type, *rights_[i].grant_year}]
          .push_back(i);
    }
  }
  for (const auto& [key, members] : cohorts) {
    Cohort cohort{std::get<0>(key), std::get<1>(key), std::get<2>(key), members.size(), 0, 0};
    for (const std::size_t member : members) {
      cohort.cited += standings[member].received > 0 ? 1 : 0;
      cohort.mean += static_cast<double>(standings[member].received);
    }
    cohort.mean /= static_cast<double>(members.size());
    findings.cohorts.push_back(std::move(cohort));
    if (members.size() >= options_.least_cohort) {
      rank_cohort(members, standings);
    }
  }
  std::sort(standings.begin(), standings.end(),
            [](const RightStanding& a, const RightStanding& b) { return a.id < b.id; });
}

std::vector<OwnRight> RegisterStudy::own_rights(const std::vector<Received>& received,
                                                RegisterFindings& findings) const {
  std::vector<OwnRight> own;
  auto next = received.begin();
  for (std::uint32_t i = 0; i < rights_.size(); ++i) {
    std::vector<Date> days;
    for (; next != received.end() && next->right == i; ++next) {
      days.push_back(*rights_[next->by].citing_day);
    }
    if (!rights_[i].own) {
      ++findings.without_filing_date;
      continue;
    }
    own.push_back(*rights_[i].own);
    std::sort(days.begin(), days.end());
    own.back().cited = std::move(days);
  }
  return own;
}

Status RegisterStudy::study_fields(const std::vector<OwnRight>& rights, const Progress& progress,
                                   RegisterFindings& findings) const {
  const Date seen = std::min(as_of_.true_on, as_of_.known_by);
  const Date complete = seen.plus_months(-options_.trends.publication_lag_months);
  findings.filings = filings_of(rights, 0, complete, seen);
  for (int field = 1; field <= standards::kTechnologyFields; ++field) {
    if (!progress("studying fields", static_cast<std::uint64_t>(field) - 1,
                  standards::kTechnologyFields)) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
    const auto count = static_cast<std::size_t>(std::count_if(
        rights.begin(), rights.end(), [field](const OwnRight& one) { return one.field == field; }));
    if (count < options_.least_field) {
      continue;
    }
    PIGNUS_ASSIGN(auto trend,
                  valuation::own_register_trend(rights, field, as_of_, options_.trends));
    findings.obsolescence = trend.neutral_obsolescence;
    findings.fields.push_back(
        {name_of_field(field), count, std::move(trend), filings_of(rights, field, complete, seen)});
  }
  return {};
}

Result<RegisterFindings> RegisterStudy::findings(const Progress& progress) const {
  RegisterFindings findings;
  findings.as_of = as_of_;
  findings.rights = rights_.size();
  const std::vector<Received> all = received(findings);
  rank(all, findings);
  PIGNUS_TRY(study_fields(own_rights(all, findings), progress, findings));
  return findings;
}

std::vector<registers::ReferenceFigure> figures_of(const RegisterFindings& findings,
                                                   const std::set<registers::RightId>* standings) {
  std::vector<registers::ReferenceFigure> figures;
  add_filings(findings, kAllFields, findings.filings, figures);
  add_ageing(findings, kAllFields, findings.obsolescence, figures);
  for (const StudiedField& field : findings.fields) {
    add_filings(findings, field.name, field.filings, figures);
    add_ageing(findings, field.name, field.trend.obsolescence, figures);
    const auto add_rate = [&](const char* measure, const std::optional<double>& rate) {
      if (rate) {
        add_figure(figures, kOwnFieldSeries, field.name, measure, findings.as_of.true_on,
                   findings.as_of.known_by, *rate, "1/year");
      }
    };
    if (field.trend.ownership) {
      add_rate("entry rate", field.trend.ownership->entry_rate);
      add_rate("exit rate", field.trend.ownership->exit_rate);
    }
  }
  for (const RightStanding& one : findings.standings) {
    if (one.percentile && (standings == nullptr || standings->contains(one.id))) {
      const auto add = [&](const char* measure, double value, const char* unit) {
        add_figure(figures, kOwnCitationSeries, one.id.value, measure, findings.as_of.true_on,
                   findings.as_of.known_by, value, unit);
      };
      add("received", static_cast<double>(one.received), "count");
      add("percentile", *one.percentile, "1");
    }
  }
  return figures;
}

}  // namespace pignus::underwriting
