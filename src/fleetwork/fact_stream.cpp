#include "fleetwork/fact_stream.h"

#include <utility>

#include "core/error_json.h"
#include "core/object_reader.h"
#include "core/utf8.h"
#include "store/fact_lines.h"

namespace pignus::fleetwork {

namespace {

constexpr LineFormat kFormat{kFactsFormat, 8};

Json json_of(const registers::ReadSummary& summary) {
  Json others = Json::array();
  for (const registers::OtherMember& other : summary.others) {
    others.push_back({{"name", valid_utf8(other.name)}, {"reason", valid_utf8(other.reason)}});
  }
  return {
      {"bytes", summary.bytes},         {"facts", summary.facts},     {"format", summary.format},
      {"format_id", summary.format_id}, {"members", summary.members}, {"others", std::move(others)},
      {"problems", summary.problems},   {"readers", summary.readers}, {"records", summary.records}};
}

registers::ReadSummary read_summary(const Json& json, JsonVerdict& verdict) {
  ObjectReader object(json, "end.summary", verdict);
  registers::ReadSummary summary;
  summary.bytes = object.count("bytes");
  summary.facts = object.count("facts");
  summary.format = object.text("format");
  summary.format_id = object.text("format_id");
  summary.members = object.count("members");
  summary.problems = object.count("problems");
  summary.records = object.count("records");
  object.each("others", [&](const Json& element, const std::string& path) {
    ObjectReader one(element, path, verdict);
    summary.others.push_back({one.text("name"), one.text("reason")});
    one.end();
  });
  const Json& readers = object.member("readers");
  if (!readers.is_object()) {
    object.refuse("readers", "is no object");
  } else {
    ObjectReader revisions(readers, "end.summary.readers", verdict);
    for (const auto& [id, revision] : readers.items()) {
      summary.readers[id] = revisions.integer(id.c_str());
    }
  }
  object.end();
  return summary;
}

/// An error whose texts are parts of this place.
Error read_placed_error(const Json& json, const SourcePlace& place, JsonVerdict& verdict) {
  ObjectReader object(json, "end.error", verdict);
  Error error;
  const auto code = parse_error_code(object.text("code"));
  if (!code) object.refuse("code", "is no code of an error");
  error.code = code.value_or(ErrorCode::kInvalidInput);
  const auto text = [&](const char* name) {
    auto placed = place.text_of(object.member(name));
    if (!placed) object.refuse(name, "is no list of a text's parts");
    return std::move(placed).value_or("");
  };
  error.message = text("message");
  error.where = {text("file"), object.count("record"), object.text("field")};
  object.end();
  return error;
}

}  // namespace

SourcePlace::SourcePlace(const std::filesystem::path& source, bool plain)
    : source_(source.string()),
      with_slash_((source / "").string()),
      parent_(source.parent_path().string()),
      plain_(plain) {}

Json SourcePlace::parts_of(std::string_view text) const {
  Json parts = Json::array();
  std::string plain_text;
  const auto put = [&](PlacePart part, std::size_t length) {
    if (!plain_text.empty()) parts.push_back(valid_utf8(std::exchange(plain_text, {})));
    parts.push_back(static_cast<int>(part));
    text.remove_prefix(length);
  };
  while (!text.empty()) {
    if (plain_ && text.starts_with(with_slash_)) {
      put(PlacePart::kWithSlash, with_slash_.size());
    } else if (text.starts_with(source_)) {
      put(PlacePart::kSource, source_.size());
    } else if (!plain_ && !parent_.empty() && text.starts_with(parent_)) {
      put(PlacePart::kParent, parent_.size());
    } else {
      plain_text += text.front();
      text.remove_prefix(1);
    }
  }
  if (!plain_text.empty()) parts.push_back(valid_utf8(plain_text));
  return parts;
}

std::optional<std::string> SourcePlace::text_of(const Json& parts) const {
  if (!parts.is_array()) return std::nullopt;
  std::string text;
  for (const Json& part : parts) {
    if (const auto plain_text = json_text(part)) {
      text += *plain_text;
    } else if (part == Json(static_cast<int>(PlacePart::kSource))) {
      text += source_;
    } else if (part == Json(static_cast<int>(PlacePart::kWithSlash))) {
      text += with_slash_;
    } else if (part == Json(static_cast<int>(PlacePart::kParent))) {
      text += parent_;
    } else {
      return std::nullopt;
    }
  }
  return text;
}

FactStreamWriter::FactStreamWriter(fleet::ResultSink sink) : sink_(std::move(sink)) {
  write(header_of(kFormat));
}

bool FactStreamWriter::write(std::string line) {
  line += '\n';
  if (status_) status_ = sink_(line);
  return status_.has_value();
}

registers::FactSink FactStreamWriter::facts() {
  return {[this](registers::Fact&& fact) { return write(store::line_of(fact)); },
          [this](registers::Problem&& problem) { return write(store::line_of(problem)); }};
}

Status FactStreamWriter::end(const registers::ReadSummary& summary, const Error* error,
                             const SourcePlace& place) {
  Json ended;
  if (error != nullptr) {
    ended = error_json(*error);
    ended["message"] = place.parts_of(error->message);
    ended["file"] = place.parts_of(error->where.file);
  }
  write(canonical_json({{"end", {{"error", std::move(ended)}, {"summary", json_of(summary)}}}}));
  return status_;
}

FactStreamReader::FactStreamReader(std::string file, registers::FactSink sink, SourcePlace place)
    : sink_(std::move(sink)),
      place_(std::move(place)),
      lines_(std::move(file), kFormat,
             [this](const Json& line, const Where& where) { return take(line, where); }) {}

Status FactStreamReader::take(const Json& line, const Where& where) {
  if (line.is_object() && line.contains("end")) return take_end(line, where);
  PIGNUS_ASSIGN(auto read, store::read_fact_line(line, where));
  auto* fact = std::get_if<registers::Fact>(&read);
  const bool taken = fact != nullptr
                         ? sink_.on_fact(std::move(*fact))
                         : sink_.on_problem(std::get<registers::Problem>(std::move(read)));
  return taken ? Status{} : fail(ErrorCode::kCancelled, "stopped");
}

Status FactStreamReader::take_end(const Json& json, const Where& where) {
  JsonVerdict verdict;
  ObjectReader object(json, "", verdict);
  ObjectReader end(object.member("end"), "end", verdict);
  const Json& error = end.member("error");
  if (!error.is_null()) error_ = read_placed_error(error, place_, verdict);
  summary_ = read_summary(end.member("summary"), verdict);
  end.end();
  object.end();
  return verdict.status(where);
}

Status FactStreamReader::end(registers::ReadSummary& summary) const {
  PIGNUS_TRY(lines_.end());
  summary = summary_;
  if (error_) return fail(*error_);
  return {};
}

}  // namespace pignus::fleetwork
