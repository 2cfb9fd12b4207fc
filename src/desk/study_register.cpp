#include "desk/study_register.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "desk/case_file.h"

namespace pignus::desk {

namespace {

constexpr std::size_t kPortion = 500;

/// Keys of all rights, by the letter that their office begins with.
Result<std::vector<registers::RightId>> all_rights(const store::Store& store, Date known_by,
                                                   const Progress& progress) {
  std::set<registers::RightId> ids;
  constexpr std::uint64_t kLetters = 26;
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    if (!progress("listing rights", static_cast<std::uint64_t>(letter - 'A'), kLetters)) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
    store::RightQuery query;
    query.number_prefix = letter;
    query.hits_max = kStudyRightsMax + 1;
    PIGNUS_ASSIGN(const auto hits, store.find_rights(query, known_by));
    for (const store::RightHit& hit : hits) {
      ids.insert(hit.id);
    }
    if (ids.size() > kStudyRightsMax) {
      return fail(ErrorCode::kLimitExceeded,
                  fmt::format("the store holds more than {} rights, which is more than one study "
                              "reads",
                              kStudyRightsMax));
    }
  }
  return std::vector<registers::RightId>(ids.begin(), ids.end());
}

/// RFC 4180; names of fields hold commas.
std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) {
    return text;
  }
  std::string out = "\"";
  for (const char c : text) {
    out += c;
    if (c == '"') {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

Result<underwriting::RegisterFindings> study_register(const store::Store& store, AsOf as_of,
                                                      const Progress& progress) {
  PIGNUS_ASSIGN(const auto ids, all_rights(store, as_of.known_by, progress));
  if (ids.empty()) {
    return fail(ErrorCode::kNotFound,
                fmt::format("the store knows no right by {}; import a register first (pignus "
                            "import FILE)",
                            as_of.known_by.iso()));
  }
  underwriting::RegisterStudy study(as_of);
  std::set<registers::RightId> taken;  // an application and its patent are one right
  for (std::size_t done = 0; done < ids.size(); done += kPortion) {
    const std::vector<registers::RightId> portion(
        ids.begin() + static_cast<std::ptrdiff_t>(done),
        ids.begin() + static_cast<std::ptrdiff_t>(std::min(done + kPortion, ids.size())));
    PIGNUS_TRY(store.facts_of_all(portion, as_of.known_by, [&](registers::RightFacts&& facts) {
      if (taken.insert(facts.id).second) {
        study.take(facts);
      }
      return true;
    }));
    if (!progress("reading rights", std::min(done + kPortion, ids.size()), ids.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  return study.findings(progress);
}

Result<std::string> study_table(const underwriting::RegisterFindings& findings,
                                const std::set<registers::RightId>* rights) {
  const auto figures = underwriting::figures_of(findings, rights);
  const auto standings = static_cast<std::size_t>(
      std::count_if(figures.begin(), figures.end(), [](const registers::ReferenceFigure& figure) {
        return figure.series == underwriting::kOwnCitationSeries;
      }));
  if (standings > kTrendFiguresMax) {
    return fail(ErrorCode::kLimitExceeded,
                fmt::format("{} rights have a standing, and a valuation reads {} at most; name "
                            "those you lend on, one a line: --from FILE",
                            standings / 2, kTrendFiguresMax / 2));
  }
  std::string table = "series,item,measure,date,known,value,unit\n";
  for (const registers::ReferenceFigure& figure : figures) {
    table +=
        fmt::format("{},{},{},{},{},{},{}\n", figure.series, quoted(figure.item), figure.measure,
                    figure.date.text(), figure.known.iso(), figure.value, figure.unit);
  }
  return table;
}

}  // namespace pignus::desk
