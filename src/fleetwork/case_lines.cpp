#include "fleetwork/case_lines.h"

#include <algorithm>
#include <utility>

#include "book/dossier_json.h"
#include "core/file.h"
#include "core/object_reader.h"
#include "fleetwork/lines.h"
#include "fleetwork/rights_lines.h"
#include "store/fact_lines.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kCaseFormat, 32};

/// The lines of a case, read one after the other.
class CaseReader {
 public:
  explicit CaseReader(std::string file)
      : lines_(std::move(file), kFormat,
               [this](const Json& line, const Where& where) { return take(line, where); }) {}
  CaseReader(const CaseReader&) = delete;
  CaseReader& operator=(const CaseReader&) = delete;

  Status write(std::string_view piece) { return lines_.write(piece); }
  Result<Case> end() {
    PIGNUS_TRY(lines_.end());
    return std::move(read_);
  }

 private:
  Status take(const Json& line, const Where& where) {
    if (where.record == 2) return take_dossier(line, where);
    if (RightsLines::begins(line)) return rights_.take_right(line, where);
    if (line.is_object() && line.contains("end")) return take_end(line, where);
    return take_fact(line, where);
  }

  Status take_dossier(const Json& json, const Where& where) {
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
    read_.dossier = std::move(*read);
    return {};
  }

  Status take_fact(const Json& json, const Where& where) {
    PIGNUS_ASSIGN(auto read, store::read_fact_line(json, where));
    auto* fact = std::get_if<registers::Fact>(&read);
    if (fact == nullptr) return fail(ErrorCode::kInvalidInput, "is no fact of a right", where);
    return rights_.take_fact(std::move(*fact), where);
  }

  Status take_end(const Json& json, const Where& where) {
    JsonVerdict verdict;
    ObjectReader object(json, "", verdict);
    ObjectReader end(object.member("end"), "end", verdict);
    if (end.count("rights") != rights_.rights().size()) end.refuse("rights", "counts other rights");
    end.end();
    object.end();
    rights_.close();
    read_.facts = std::move(rights_.rights());
    return verdict.status(where);
  }

  FramedLines lines_;
  Case read_;
  RightsLines rights_;
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
  CaseReader reader(file);
  PIGNUS_TRY(reader.write(text));
  return reader.end();
}

Result<Case> read_case(const std::filesystem::path& path) {
  CaseReader reader("a case");
  PIGNUS_TRY(
      for_each_piece(path, [&reader](std::string_view piece) { return reader.write(piece); }));
  return reader.end();
}

}  // namespace pignus::fleetwork
