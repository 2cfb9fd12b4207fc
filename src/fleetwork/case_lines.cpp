#include "fleetwork/case_lines.h"

#include <utility>

#include "book/dossier_json.h"
#include "fleetwork/rights_lines.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kCaseFormat, 32};

class CaseReader : public RightsReader {
 public:
  explicit CaseReader(const std::string& file) : RightsReader(file, kFormat) {}
  Result<Case> taken() { return Case{std::move(dossier_), std::move(rights())}; }

 protected:
  Result<bool> take_head(const Json& json, const Where& where) override {
    JsonVerdict verdict;
    ObjectReader object(json, "", verdict);
    const Json& dossier = object.member("dossier");
    object.end();
    PIGNUS_TRY(verdict.status(where));
    auto read = book::dossier_from_json(dossier);
    if (!read) {
      read.error().where.file = where.file;
      read.error().where.record = where.record;
      return fail(std::move(read.error()));
    }
    dossier_ = std::move(*read);
    return true;
  }

 private:
  book::Dossier dossier_;
};

}  // namespace

Status write_case(const book::Dossier& dossier, const disclosure::FactsByRight& facts,
                  const fleet::ResultSink& sink) {
  const auto line = [&sink](const Json& json) { return sink(canonical_json(json) + "\n"); };
  PIGNUS_TRY(sink(header_of(kFormat) + "\n"));
  PIGNUS_TRY(line(Json::object({{"dossier", book::to_json(dossier)}})));
  PIGNUS_TRY(write_rights(facts, sink));
  return line(Json::object({{"end", {{"rights", facts.size()}}}}));
}

Result<Case> parse_case(std::string_view text, const std::string& file) {
  return parse_by<CaseReader>(text, file);
}

Result<Case> read_case(const std::filesystem::path& path) {
  return read_by<CaseReader>(path, "a case");
}

}  // namespace pignus::fleetwork
