#include "fleetwork/case_lines.h"

#include <algorithm>
#include <utility>

#include "book/dossier_json.h"
#include "core/file.h"
#include "core/object_reader.h"
#include "fleetwork/lines.h"
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
    if (line.is_object() && line.contains("right")) return take_right(line, where);
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

  Status take_right(const Json& json, const Where& where) {
    JsonVerdict verdict;
    ObjectReader object(json, "", verdict);
    ObjectReader right(object.member("right"), "right", verdict);
    registers::RightId asked{right.text("asked")};
    registers::RightId id{right.text("id")};
    right.end();
    object.end();
    close_right();
    const auto [place, is_new] = read_.facts.try_emplace(std::move(asked));
    if (!is_new) right.refuse("asked", "is there twice");
    place->second.id = std::move(id);
    right_ = &place->second;
    return verdict.status(where);
  }

  Status take_fact(const Json& json, const Where& where) {
    PIGNUS_ASSIGN(auto read, store::read_fact_line(json, where));
    auto* fact = std::get_if<registers::Fact>(&read);
    if (fact == nullptr || right_ == nullptr) {
      return fail(ErrorCode::kInvalidInput, "is no fact of a right", where);
    }
    if (auto* record = std::get_if<registers::RightRecord>(fact)) {
      right_->records.push_back(std::move(*record));
    } else if (auto* event = std::get_if<registers::LegalEvent>(fact)) {
      right_->events.push_back(std::move(*event));
    } else if (auto* recording = std::get_if<registers::Recording>(fact)) {
      right_->recordings.push_back(std::move(*recording));
    } else if (auto* retraction = std::get_if<registers::Retraction>(fact)) {
      right_->retractions.push_back(std::move(*retraction));
    } else {
      return fail(ErrorCode::kInvalidInput, "is no fact of a right", where);
    }
    return {};
  }

  Status take_end(const Json& json, const Where& where) {
    JsonVerdict verdict;
    ObjectReader object(json, "", verdict);
    ObjectReader end(object.member("end"), "end", verdict);
    if (end.count("rights") != read_.facts.size()) end.refuse("rights", "counts other rights");
    end.end();
    object.end();
    close_right();
    return verdict.status(where);
  }

  void close_right() {
    if (right_ != nullptr) right_->merge();
    right_ = nullptr;
  }

  FramedLines lines_;
  Case read_;
  registers::RightFacts* right_ = nullptr;  ///< whose facts come
};

}  // namespace

Status write_case(const book::Dossier& dossier, const disclosure::FactsByRight& facts,
                  const fleet::ResultSink& sink) {
  const auto line = [&sink](const Json& json) { return sink(canonical_json(json) + "\n"); };
  const auto all = [&sink](const auto& list) -> Status {
    for (const auto& one : list) PIGNUS_TRY(sink(store::line_of(registers::Fact(one)) + "\n"));
    return {};
  };
  PIGNUS_TRY(sink(header_of(kFormat) + "\n"));
  PIGNUS_TRY(line(Json::object({{"dossier", book::to_json(dossier)}})));
  for (const auto& [asked, right] : facts) {
    PIGNUS_TRY(line(Json::object({{"right", {{"asked", asked.value}, {"id", right.id.value}}}})));
    PIGNUS_TRY(all(right.records));
    PIGNUS_TRY(all(right.events));
    PIGNUS_TRY(all(right.recordings));
    PIGNUS_TRY(all(right.retractions));
  }
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
