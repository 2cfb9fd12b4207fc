// What a register read whole tells beyond single rights: how often each right is cited by the
// others and where that stands among rights of its kind and year, and of each field of technology
// its filings, its ageing, its comers and leavers. The answers are reference figures, so that they
// are kept, dated and read like any other table (docs/methods/trends.md, "A register of one's
// own").
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/progress.h"
#include "core/result.h"
#include "registers/facts.h"
#include "registers/reference/reference.h"
#include "valuation/trend/own_register.h"

namespace pignus::underwriting {

/// Of fields: measures "filings" (by year, whole years only), "obsolescence" with " low" and
/// " high", "half-life", "entry rate", "exit rate". The item is WIPO's name of the field, or
/// kAllFields.
inline constexpr std::string_view kOwnFieldSeries = "own-fields";
inline constexpr std::string_view kAllFields = "all fields";
/// Of rights, by their key: measures "received" and "percentile".
inline constexpr std::string_view kOwnCitationSeries = "own-citations";

struct StudyOptions {
  /// A percentile among fewer is none.
  std::size_t least_cohort = 100;
  /// Fields of fewer rights with a filing date get no trend.
  std::size_t least_field = 100;
  valuation::OwnRegisterOptions trends;
};

/// Rights of one office and type that were granted in one year.
struct Cohort {
  std::string office;
  registers::RightType type = registers::RightType::kUnknown;
  int year = 0;
  std::size_t rights = 0;
  std::size_t cited = 0;  ///< at least once
  double mean = 0;        ///< citations received

  friend bool operator==(const Cohort&, const Cohort&) = default;
};

struct RightStanding {
  registers::RightId id;
  std::uint64_t received = 0;  ///< from other rights of the register, each counted once
  /// Middle rank among its cohort, within (0, 1); nullopt: not granted, or the cohort is too small.
  std::optional<double> percentile;

  friend bool operator==(const RightStanding&, const RightStanding&) = default;
};

struct StudiedField {
  std::string name;
  std::size_t rights = 0;  ///< with a filing date
  valuation::TechnologyTrend trend;
  std::vector<valuation::YearCount> filings;  ///< whole years, up to the lag of publication
};

struct RegisterFindings {
  AsOf as_of;
  std::size_t rights = 0;
  std::size_t without_filing_date = 0;        ///< in no trend
  std::size_t citations = 0;                  ///< between rights of the register
  std::size_t outward = 0;                    ///< of documents that are not in it
  std::vector<StudiedField> fields;           ///< by WIPO's number, those of enough rights
  std::vector<valuation::YearCount> filings;  ///< of all rights; years as a field's
  std::optional<valuation::Obsolescence> obsolescence;  ///< of all rights
  std::vector<Cohort> cohorts;
  std::vector<RightStanding> standings;  ///< by key
};

class RegisterStudy {
 public:
  explicit RegisterStudy(AsOf as_of, StudyOptions options = {});
  /// Each right once; what was not known or not filed by the day is not there.
  void take(const registers::RightFacts& facts);
  /// kCancelled when `progress` says stop.
  [[nodiscard]] Result<RegisterFindings> findings(const Progress& progress) const;

 private:
  struct Studied {
    registers::RightId id;
    registers::RightType type = registers::RightType::kUnknown;
    std::optional<int> grant_year;
    std::optional<Date> citing_day;  ///< from which it counts as citing
    std::optional<valuation::OwnRight> own;
  };
  struct Made {
    std::uint32_t by = 0;
    std::uint64_t document = 0;
  };
  struct Received {
    std::uint32_t right = 0;
    std::uint32_t by = 0;

    friend auto operator<=>(const Received&, const Received&) = default;
  };

  /// By right, each citing right once.
  std::vector<Received> received(RegisterFindings& findings) const;
  void rank(const std::vector<Received>& received, RegisterFindings& findings) const;
  std::vector<valuation::OwnRight> own_rights(const std::vector<Received>& received,
                                              RegisterFindings& findings) const;
  [[nodiscard]] Status study_fields(const std::vector<valuation::OwnRight>& rights,
                                    const Progress& progress, RegisterFindings& findings) const;

  AsOf as_of_;
  StudyOptions options_;
  std::vector<Studied> rights_;
  std::vector<Made> made_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> numbers_;  ///< of documents, and whose
};

/// As a table to import: what holds for a year has its year, the rest the day of the study; all is
/// known from the day up to which the register was read. Standings: of those asked for, by key, or
/// of all.
std::vector<registers::ReferenceFigure> figures_of(
    const RegisterFindings& findings, const std::set<registers::RightId>* standings = nullptr);

}  // namespace pignus::underwriting
