// What readers of JSON answers share: facts handed on with their source, problems with their place.
#pragma once

#include <simdjson.h>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/batch.h"

namespace pignus::registers {

/// Delivers the facts of one file and remembers when the caller wants no more.
class JsonDelivery {
 public:
  JsonDelivery(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {}

  /// The next record begins; `raw` is kept for the hash of its problems.
  void begin(const simdjson::dom::element& raw) {
    ++record_;
    raw_ = raw;
    has_raw_ = true;
  }
  void fact(Fact fact) {
    std::visit(
        [&](auto& one) {
          one.source.file = file_;
          one.source.record = record_;
        },
        fact);
    go_on_ = go_on_ && sink_.on_fact(std::move(fact));
  }
  /// A problem of the present record.
  void problem(std::string_view field, std::string message,
               ErrorCode code = ErrorCode::kInvalidInput) {
    report({code, std::move(message),
            Where{.file = file_, .record = record_, .field = std::string(field)}},
           has_raw_ ? sha256_hex(simdjson::minify(raw_)) : "");
  }
  void unreadable(std::string_view field, std::string_view value) {
    problem(field, "cannot be read: " + in_quotes(value));
  }
  /// A problem of the whole file.
  void whole(std::string_view field, std::string message, ErrorCode code) {
    report(
        {code, std::move(message), Where{.file = file_, .record = 0, .field = std::string(field)}},
        "");
  }
  bool go_on() const { return go_on_; }
  std::uint64_t record() const { return record_; }
  Status end() const {
    if (go_on_) return {};
    return fail(ErrorCode::kCancelled, "stopped by the caller",
                Where{.file = file_, .record = record_, .field = ""});
  }

 private:
  void report(Error error, std::string sha256) {
    go_on_ = go_on_ && sink_.on_problem(Problem{std::move(error), std::move(sha256)});
  }

  std::string file_;
  const FactSink& sink_;
  simdjson::dom::element raw_;
  bool has_raw_ = false;
  std::uint64_t record_ = 0;
  bool go_on_ = true;
};

}  // namespace pignus::registers
