#include "registers/cnipa/legal_status.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/cnipa/dates.h"
#include "registers/cnipa/status_words.h"
#include "registers/io/encoding.h"
#include "registers/io/whole_source.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

/// Labels of one fact and the detail it becomes.
struct Label {
  std::string_view key;
  const char* detail;
};
constexpr std::array kLabels = std::to_array<Label>({
    {"登记号", "registration_number"},
    {"质押登记号", "registration_number"},
    {"合同登记号", "registration_number"},
    {"合同备案号", "registration_number"},
    {"备案号", "registration_number"},
    {"出质人", "pledgor"},
    {"质权人", "pledgee"},
    {"让与人", "licensor"},
    {"许可人", "licensor"},
    {"受让人", "licensee"},
    {"被许可人", "licensee"},
    {"许可种类", "licence_kind"},
    {"许可类型", "licence_kind"},
    {"IPC(主分类)", "class"},
    {"主分类号", "class"},
    {"发明名称", "title"},
    {"名称", "title"},
    {"使用外观设计的产品名称", "title"},
    {"申请日", "filing_date"},
    {"授权公告日", "grant_date"},
    {"申请公布日", "publication_date"},
    {"公开日", "publication_date"},
});
/// The day an event took effect, whichever of these the record has.
constexpr std::array<std::string_view, 14> kEffectKeys{
    "登记生效日", "登记生效日期", "生效日",     "变更日", "解除日",     "备案日", "备案日期",
    "终止日期",   "终止日",       "放弃生效日", "恢复日", "保全登记日", "登记日", "变更生效日"};
constexpr std::array<std::string_view, 4> kStatusKeys{"法律状态", "法律状态类型", "事务数据类型",
                                                      "事务类型"};

bool contains(const auto& list, std::string_view key) {
  return std::ranges::find(list, key) != list.end();
}

const Label* label_of(std::string_view key) {
  const auto* const found = std::ranges::find(kLabels, key, &Label::key);
  return found == kLabels.end() ? nullptr : found;
}

void append(std::string& text, std::string_view more) {
  if (more.empty()) return;
  if (!text.empty()) text += "; ";
  text += more;
}

bool is_before_key(std::string_view key) {
  return key.starts_with("变更前");
}
bool is_after_key(std::string_view key) {
  return key.starts_with("变更后");
}

/// Fields that no other part reads, kept as they are.
void read_fields(const LabelledRecord& source, StatusRecord& out) {
  auto& details = out.event.details;
  std::string rest;
  for (const auto& [key, value] : source.fields) {
    if (key == "变更事项") {
      out.changes.push_back({.item = value, .before = "", .after = ""});
    } else if (is_before_key(key) || is_after_key(key)) {
      if (out.changes.empty()) out.changes.emplace_back();
      std::string StatusRecord::Change::* const side =
          is_before_key(key) ? &StatusRecord::Change::before : &StatusRecord::Change::after;
      // Another "before" without an item of its own is another change of the same item.
      if (!(out.changes.back().*side).empty()) {
        out.changes.push_back({.item = out.changes.back().item, .before = "", .after = ""});
      }
      out.changes.back().*side = value;
    } else if (const Label* label = label_of(key); label != nullptr) {
      const auto date =
          std::string_view(label->detail).ends_with("_date") ? chinese_date(value) : std::nullopt;
      append(details[label->detail], date ? date->text() : value);
    } else if (!is_number_key(key) && !is_announcement_key(key) && !contains(kStatusKeys, key) &&
               key != "描述信息" && !contains(kEffectKeys, key) && !value.empty()) {
      append(rest, key + ":" + value);
    }
  }
  if (!rest.empty()) details["remarks"] = rest;
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
}

/// As publications write it, so that recordings of one right meet.
std::string with_check_digit(Number number) {
  number.kind = NumberKind::kApplication;
  if (number.check_digit.empty()) {
    if (const auto digit = cn_check_digit(number.serial)) number.check_digit = *digit;
  }
  return number.normal();
}

bool is_party_item(std::string_view item) {
  constexpr std::array<std::string_view, 4> kParties{"质权人", "出质人", "让与人", "受让人"};
  return is_holder_item(item) || std::ranges::any_of(kParties, [&](std::string_view party) {
           return item.find(party) != std::string_view::npos;
         });
}

void read_changes(StatusRecord& out) {
  auto& details = out.event.details;
  std::string items;
  std::set<std::string> seen;
  for (const StatusRecord::Change& change : out.changes) {
    if (seen.insert(change.item).second) append(items, change.item);
    const bool holder = is_party_item(change.item);
    const bool address = !holder && change.item.find("地址") != std::string::npos;
    append(details[holder    ? "party_before"
                   : address ? "address_before"
                             : "value_before"],
           change.before);
    append(details[holder    ? "party_after"
                   : address ? "address_after"
                             : "value_after"],
           change.after);
  }
  if (!items.empty()) details["changed_item"] = items;
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
}

std::string code_of(const LabelledRecord& source, const StatusRecord& out,
                    const std::string& status, const std::string& description) {
  if (!status_word(source.heading).empty()) return source.heading;
  // The description is the finer: "专利权的转移" where the status says 专利申请权、专利权的转移.
  for (const std::string& text : {description, source.heading, status}) {
    const std::string_view code = status_code(text);
    if (code.empty()) continue;
    const bool either =
        text.find("专利申请权、专利权的转移") != std::string::npos && !out.changes.empty();
    return std::string(either ? transfer_code(out.changes.front().item) : code);
  }
  return "";
}

/// Reads the records of one file.
class Reader {
 public:
  Reader(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {
    from_name_ = number_in_file_name(file);
  }

  void take(const LabelledRecord& source) {
    ++record_;
    StatusRecord out;
    auto number = number_of(source);
    if (!number) return refuse("专利号", std::move(number.error().message), source);
    const auto id = right_id(*number);
    if (!id) return refuse("专利号", "the number does not key a right", source);
    out.event.right = *id;
    out.application_number = with_check_digit(*number);
    read_fields(source, out);
    read_changes(out);
    const std::string status =
        source.first({"法律状态", "法律状态类型", "事务数据类型", "事务类型"});
    const std::string description = source.first({"描述信息"});
    out.event.code = code_of(source, out, status, description);
    out.event.description = word_of(source, status, description, out.event.code);
    if (out.event.description.empty()) {
      return refuse("法律状态", "the record names no legal status", source);
    }
    if (!read_dates(source, out)) return;
    finish(source, out);
  }
  bool go_on() const { return go_on_; }
  std::uint64_t records() const { return record_; }

  void problem(Error error, std::string_view text) {
    error.where.file = file_;
    go_on_ =
        go_on_ && sink_.on_problem(Problem{std::move(error), text.empty() ? "" : sha256_hex(text)});
  }

 private:
  static std::string text_of(const LabelledRecord& source) {
    std::string text = source.heading;
    for (const auto& [key, value] : source.fields) text += "\n" + key + ":" + value;
    return text;
  }

  Result<Number> number_of(const LabelledRecord& source) const {
    std::string written;
    for (const auto& [key, value] : source.fields) {
      if (written.empty() && is_number_key(key)) written = value;
    }
    if (written.empty()) written = source.context_number;
    if (written.empty()) written = from_name_;
    if (written.empty()) {
      const std::string day = source.first({"法律状态公告日", "公告日"});
      return fail(ErrorCode::kInvalidInput,
                  "no patent number in the record" + (day.empty() ? "" : " of " + day) +
                      ", in a line before it or in the file's name: whose status it is cannot be "
                      "told");
    }
    return parse_number(written, "CN", NumberKind::kApplication);
  }

  static std::string word_of(const LabelledRecord& source, const std::string& status,
                             const std::string& description, const std::string& code) {
    if (!description.empty()) return description;
    if (!status.empty()) return status;
    if (source.heading == code) return std::string(status_word(code));
    return source.heading;
  }

  bool read_dates(const LabelledRecord& source, StatusRecord& out) {
    std::string announced;
    std::string effective;
    for (const auto& [key, value] : source.fields) {
      if (announced.empty() && is_announcement_key(key)) announced = value;
      if (effective.empty() && contains(kEffectKeys, key)) effective = value;
    }
    if (announced.empty()) announced = source.context_announcement;
    const auto known = chinese_date(announced);
    const auto date = chinese_date(effective);
    if (known) out.event.known = known->exact();
    if (date) out.event.date = *date;
    if (out.event.date.empty() && out.event.known) out.event.date = RegisterDate(*out.event.known);
    if (!out.event.date.latest()) {
      refuse("法律状态公告日", "no day: neither of the announcement nor of the effect", source);
      return false;
    }
    if (!known) lesser("法律状态公告日", announced, source);
    if (!date) lesser("登记生效日", effective, source);
    return true;
  }

  void finish(const LabelledRecord& source, StatusRecord& out) {
    auto& details = out.event.details;
    if (is_untested_code(out.event.code)) details["untested"] = "yes";
    if (out.event.code == "PP01") details["effect"] = "attachment";
    if (out.event.code == "PD01") details["effect"] = "attachment_end";
    if (details.contains("title")) out.title = details["title"];
    place(out.event.source);
    std::string unread;
    auto recording = recording_of(out, unread);
    go_on_ = go_on_ && sink_.on_fact(Fact(out.event));
    if (recording) {
      place(recording->source);
      unique(recording->id);
      go_on_ = go_on_ && sink_.on_fact(Fact(std::move(*recording)));
    }
    if (!unread.empty()) {
      problem({ErrorCode::kInvalidInput, std::move(unread),
               Where{.file = "", .record = record_, .field = "变更前权利人"}},
              text_of(source));
    }
  }

  /// Ids that the register gives are left alone: twice one id is one recording. Those made here may
  /// meet twice on one day.
  void unique(std::string& id) {
    if (id.find('/') == std::string::npos) return;
    const int count = ++ids_[id];
    if (count > 1) id += "#" + std::to_string(count);
  }

  void place(Source& source) const {
    source.file = file_;
    source.record = record_;
  }

  void refuse(const char* field, std::string message, const LabelledRecord& source) {
    problem({ErrorCode::kInvalidInput, std::move(message),
             Where{.file = "", .record = record_, .field = field}},
            text_of(source));
  }
  void lesser(const char* field, const std::string& value, const LabelledRecord& source) {
    refuse(field, "cannot be read: " + in_quotes(value), source);
  }

  std::string file_;
  const FactSink& sink_;
  std::string from_name_;
  std::map<std::string, int> ids_;
  std::uint64_t record_ = 0;
  bool go_on_ = true;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string number_in_file_name(std::string_view file) {
  for (std::size_t at = 0; at < file.size();) {
    if (!is_digit(file[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < file.size() && is_digit(file[end])) ++end;
    const std::size_t digits = end - at;
    const bool marked =
        at >= 2 && (file.substr(at - 2, 2) == "CN" || file.substr(at - 2, 2) == "ZL");
    std::string number(file.substr(at, digits));
    const bool dotted = end + 1 < file.size() && file[end] == '.' &&
                        (is_digit(file[end + 1]) || file[end + 1] == 'X' || file[end + 1] == 'x') &&
                        (end + 2 == file.size() || !is_digit(file[end + 2]));
    if (dotted) number += file.substr(end, 2);
    if ((digits == 8 || digits == 12) ? (dotted || marked)
                                      : (digits == 13 || (marked && digits == 9))) {
      if (const auto parsed = parse_number(number, "CN", NumberKind::kApplication);
          parsed && right_id(*parsed)) {
        return number;
      }
    }
    at = end;
  }
  return "";
}

bool is_cnipa_legal_status(std::string_view head) {
  const auto text = text_to_utf8(head, "GB18030", 4 * head.size() + 16);
  if (!text) return false;
  const std::string_view start =
      std::string_view(text->text)
          .substr(std::min(text->text.find_first_not_of(" \t\r\n"), text->text.size()));
  if (start.empty() || start.starts_with('<') || start.starts_with('{') || start.starts_with('[')) {
    return false;
  }
  const auto labelled = [&](std::string_view key) {
    for (std::size_t at = start.find(key); at != std::string_view::npos;
         at = start.find(key, at + 1)) {
      const std::string_view rest = start.substr(at + key.size());
      if (rest.starts_with(':') || rest.starts_with("：")) return true;
    }
    return false;
  };
  if (labelled("法律状态公告日")) return true;
  std::uint64_t cut = 0;
  const auto records = labelled_records(start.substr(0, std::size_t{16} << 10), cut);
  return std::ranges::any_of(records, [](const LabelledRecord& record) {
    return !status_code(record.heading + record.first({"法律状态", "描述信息"})).empty() ||
                   !status_word(record.heading).empty()
               ? std::ranges::any_of(record.fields,
                                     [](const auto& field) {
                                       return is_number_key(field.first) &&
                                              std::ranges::any_of(field.second, is_digit);
                                     })
               : false;
  });
}

Status read_cnipa_legal_status(ByteSource& source, std::string_view file, const FactSink& sink,
                               const LegalStatusLimits& limits) {
  const auto place = [&](Error error) {
    error.where.file = file;
    return fail(std::move(error));
  };
  auto bytes = read_whole(source, limits.file_bytes_max);
  if (!bytes) return place(std::move(bytes.error()));
  auto text = text_to_utf8(*bytes, "GB18030", 2 * limits.file_bytes_max);
  if (!text) return place(std::move(text.error()));
  std::uint64_t cut = 0;
  Reader reader(file, sink);
  for (const LabelledRecord& record : labelled_records(text->text, cut)) {
    if (!reader.go_on()) break;
    reader.take(record);
  }
  const auto whole = [&](ErrorCode code, std::string message, const char* field) {
    if (reader.go_on()) {
      reader.problem({code, std::move(message), Where{.file = "", .record = 0, .field = field}},
                     "");
    }
  };
  if (text->replaced > 0) {
    whole(ErrorCode::kInvalidInput,
          std::to_string(text->replaced) + " sequences are no characters of " + text->encoding,
          "encoding");
  }
  if (cut > 0) {
    whole(ErrorCode::kLimitExceeded,
          std::to_string(cut) + " fields beyond " + std::to_string(kLabelledFieldsMax) +
              " of a record were left out",
          "");
  }
  if (reader.records() == 0) whole(ErrorCode::kInvalidInput, "no record in the file", "");
  if (reader.go_on()) return {};
  return place({ErrorCode::kCancelled, "stopped by the caller", {}});
}

}  // namespace pignus::registers
