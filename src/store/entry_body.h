// The fields of an entry's body, each of the type its reader needs. An entry whose hash is right
// may still lack one: the journal may come from a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "journal/entry.h"
#include "journal/judge.h"

namespace pignus::store {

class EntryBody {
 public:
  /// `file` names the journal in errors. The row's text must be an entry (journal/entry.h).
  EntryBody(const journal::EntryRow& row, std::string file)
      : file_(std::move(file)), stream_(row.stream), number_(row.number) {
    const auto parts = journal::read_entry(row.text);
    if (parts) {
      kind_ = parts->kind;
      body_ = Json::parse(parts->body, nullptr, false);
    }
    if (!body_.is_object()) {
      body_ = Json::object();
      missing_ = "body";
    }
  }

  const std::string& kind() const { return kind_; }
  std::uint64_t number() const { return number_; }
  bool has(const char* field) const { return body_.contains(field); }

  /// 0 and "" where there is none; status() then says so.
  std::int64_t integer(const char* field) {
    const Json* const value = find(field);
    if (value != nullptr && value->is_number_unsigned() &&
        value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
      miss(field);
      return 0;
    }
    if (value != nullptr && value->is_number_integer()) return value->get<std::int64_t>();
    miss(field);
    return 0;
  }
  std::string text(const char* field) {
    const Json* const value = find(field);
    if (value != nullptr && value->is_string()) return value->get<std::string>();
    miss(field);
    return "";
  }
  bool boolean(const char* field) {
    const Json* const value = find(field);
    if (value != nullptr && value->is_boolean()) return value->get<bool>();
    miss(field);
    return false;
  }
  /// null where there is none.
  const Json& json(const char* field) {
    static const Json kNone;
    const Json* const value = find(field);
    if (value == nullptr) miss(field);
    return value == nullptr ? kNone : *value;
  }

  Error broken(std::string_view why) const {
    return journal::broken_entry(file_, stream_, number_, why);
  }
  /// kCorrupt, naming the entry and the first field that was asked for in vain.
  [[nodiscard]] Status status() const {
    if (!missing_) return {};
    return fail(broken("does not say its \"" + *missing_ + "\""));
  }

 private:
  const Json* find(const char* field) const {
    const auto found = body_.find(field);
    return found == body_.end() ? nullptr : &*found;
  }
  void miss(const char* field) {
    if (!missing_) missing_ = field;
  }

  std::string file_;
  std::string stream_;
  std::uint64_t number_;
  std::string kind_;
  Json body_;
  std::optional<std::string> missing_;
};

}  // namespace pignus::store
