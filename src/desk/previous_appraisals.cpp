#include "desk/previous_appraisals.h"

#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "book/json_fields.h"
#include "core/file.h"
#include "core/json_pieces.h"
#include "core/sha256.h"
#include "registers/number.h"
#include "registers/status.h"

namespace pignus::desk {

namespace {

using book::json_fields::take;

constexpr JsonLimits kAppraisalLimits{std::size_t{16} << 20, 32};
/// As report/json.h names it.
constexpr std::string_view kAppraisalsForm = "pignus.appraisals/1";

Error placed(Error error, const std::string& file, std::uint64_t record) {
  error.where.file = file;
  error.where.record = record;
  return error;
}

/// The object under a name; what is wrong within it is named with that name before it.
template <typename Read>
Status within(const Json& json, const char* name, const Read& read) {
  if (!json.is_object() || !json.contains(name) || !json.at(name).is_object()) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, name});
  }
  Status status = read(json.at(name));
  if (!status) {
    Error error = std::move(status.error());
    error.where.field = std::string(name) + "." + error.where.field;
    return fail(std::move(error));
  }
  return {};
}

Status take_amount(const Json& json, const char* name, double& out) {
  PIGNUS_TRY(take(json, name, out));
  if (!std::isfinite(out) || out < 0) {
    return fail(ErrorCode::kInvalidInput, "is no amount", {"", 0, name});
  }
  return {};
}

Status read_value(const Json& value, PreviousAppraisal& out) {
  PIGNUS_TRY(take_amount(value, "p5", out.p5));
  PIGNUS_TRY(take_amount(value, "p50", out.p50));
  PIGNUS_TRY(take_amount(value, "p95", out.p95));
  PIGNUS_TRY(take_amount(value, "mean", out.mean));
  if (out.p5 > out.p50 || out.p50 > out.p95) {
    return fail(ErrorCode::kInvalidInput, "lies outside the interval", {"", 0, "p50"});
  }
  return take(value, "sha256", out.sha256);
}

Status read_state(const Json& status, std::string& out) {
  PIGNUS_TRY(take(status, "state", out));
  if (!registers::parse_legal_state(out)) {
    return fail(ErrorCode::kInvalidInput, "is no legal state", {"", 0, "state"});
  }
  return {};
}

Result<PreviousAppraisal> read_appraisal(const Json& json) {
  PreviousAppraisal out;
  std::string key;
  PIGNUS_TRY(take(json, "right", key));
  auto id = registers::parse_right_key(key);
  if (!id || id->value != key) {
    return fail(ErrorCode::kInvalidInput, "is no key of a right", {"", 0, "right"});
  }
  out.right = std::move(*id);
  PIGNUS_TRY(take(json, "currency", out.currency));
  PIGNUS_TRY(
      within(json, "status", [&out](const Json& one) { return read_state(one, out.state); }));
  PIGNUS_TRY(within(json, "value", [&out](const Json& one) { return read_value(one, out); }));
  PIGNUS_TRY(within(json, "liquidation_value", [&out](const Json& one) {
    return take_amount(one, "p50", out.liquidation_p50);
  }));
  return out;
}

Status read_days(const Json& json, AsOf& out) {
  PIGNUS_TRY(take(json, "true_on", out.true_on));
  return take(json, "known_by", out.known_by);
}

Status read_hashes(const Json& json, std::map<std::string, std::string>& out) {
  for (const auto& [name, hash] : json.items()) {
    PIGNUS_TRY(book::json_fields::read(hash, name, out[name]));
  }
  return {};
}

Status read_provenance(const Json& json, PreviousAppraisals& out) {
  PIGNUS_TRY(
      within(json, "as_of", [&out](const Json& days) { return read_days(days, out.as_of); }));
  PIGNUS_TRY(take(json, "software", out.software));
  PIGNUS_TRY(take(json, "paths", out.paths));
  std::string seed;
  PIGNUS_TRY(take(json, "seed", seed));
  const auto [end, error] = std::from_chars(seed.data(), seed.data() + seed.size(), out.seed);
  if (error != std::errc{} || end != seed.data() + seed.size() || seed.empty()) {
    return fail(ErrorCode::kInvalidInput, "is no whole number", {"", 0, "seed"});
  }
  if (!json.contains("standards")) {
    return {};
  }
  return within(json, "standards",
                [&out](const Json& hashes) { return read_hashes(hashes, out.standards); });
}

/// The file's members as they come, in any order.
class PreviousReader {
 public:
  explicit PreviousReader(const std::string& file) : file_(file) {}

  Status take_member(std::string_view name, std::string_view value) {
    if (!seen_.insert(std::string(name)).second) {
      return refuse("stands twice", name);
    }
    if (name == "format") {
      return take_format(value);
    }
    if (name == "provenance") {
      PIGNUS_ASSIGN(const Json json, parse_json(value, file_, kAppraisalLimits));
      Status status = read_provenance(json, out_);
      if (!status) {
        Error error = placed(std::move(status.error()), file_, 0);
        error.where.field = "provenance." + error.where.field;
        return fail(std::move(error));
      }
      return {};
    }
    if (name == "appraisals") {
      return for_each_json_element(
          value, file_, [this](std::string_view element) { return take_appraisal(element); });
    }
    return {};
  }

  Result<PreviousAppraisals> taken() {
    for (const char* needed : {"format", "provenance", "appraisals"}) {
      if (!seen_.contains(needed)) {
        return fail(ErrorCode::kUnsupported, "is no result of pignus appraise --json",
                    {file_, 0, needed});
      }
    }
    if (out_.appraisals.empty()) {
      return refuse("holds no right", "appraisals");
    }
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (days_[i] != out_.as_of.true_on) {
        return fail(ErrorCode::kInvalidInput, "is another day than the file's",
                    {file_, i + 1, "as_of"});
      }
    }
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> refuse(std::string why, std::string_view field) const {
    return fail(ErrorCode::kInvalidInput, std::move(why), {file_, 0, std::string(field)});
  }

  Status take_format(std::string_view value) {
    PIGNUS_ASSIGN(const Json json, parse_json(value, file_, kAppraisalLimits));
    if (!json.is_string() || json.get<std::string>() != kAppraisalsForm) {
      return fail(ErrorCode::kUnsupported, "is no result of pignus appraise --json",
                  {file_, 0, "format"});
    }
    return {};
  }

  Status take_appraisal(std::string_view element) {
    const std::uint64_t record = out_.appraisals.size() + 1;
    auto json = parse_json(element, file_, kAppraisalLimits);
    if (!json) {
      return fail(placed(std::move(json.error()), file_, record));
    }
    auto appraisal = read_appraisal(*json);
    if (!appraisal) {
      return fail(placed(std::move(appraisal.error()), file_, record));
    }
    Date day;
    if (Status status = take(*json, "as_of", day); !status) {
      return fail(placed(std::move(status.error()), file_, record));
    }
    days_.push_back(day);
    out_.appraisals.push_back(std::move(*appraisal));
    return {};
  }

  const std::string& file_;
  std::set<std::string> seen_;
  std::vector<Date> days_;  ///< of the appraisals
  PreviousAppraisals out_;
};

}  // namespace

Result<PreviousAppraisals> parse_previous_appraisals(std::string_view text,
                                                     const std::string& file) {
  PreviousReader reader(file);
  PIGNUS_TRY(
      for_each_json_member(text, file, [&reader](std::string_view name, std::string_view value) {
        return reader.take_member(name, value);
      }));
  return reader.taken();
}

Result<PreviousAppraisals> read_previous_appraisals(const std::filesystem::path& file) {
  PIGNUS_ASSIGN(const MappedFile mapped, MappedFile::open(file));
  if (mapped.bytes().size() > kPreviousBytesMax) {
    return fail(ErrorCode::kLimitExceeded,
                "is larger than " + std::to_string(kPreviousBytesMax) + " bytes",
                {file.string(), 0, ""});
  }
  PIGNUS_ASSIGN(PreviousAppraisals read, parse_previous_appraisals(mapped.bytes(), file.string()));
  read.sha256 = sha256_hex(mapped.bytes());
  return read;
}

}  // namespace pignus::desk
