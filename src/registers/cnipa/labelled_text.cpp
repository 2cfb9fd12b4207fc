#include "registers/cnipa/labelled_text.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "registers/cnipa/status_words.h"

namespace pignus::registers {

namespace {

constexpr std::array<std::string_view, 6> kNumberKeys{
    "专利号", "申请号", "申请(专利)号", "专利申请号", "申请号/专利号", "专利(申请)号"};
constexpr std::array<std::string_view, 5> kAnnouncementKeys{"法律状态公告日", "法律状态公告日期",
                                                            "公告日", "公告日期", "事务数据公告日"};
/// Keys that may follow the status word without a separator: "专利权的转移IPC(主分类):A41D1/00".
constexpr std::array<std::string_view, 9> kGluedKeys{"IPC(主分类)", "专利号",     "申请号",
                                                     "登记号",      "合同备案号", "变更事项",
                                                     "登记生效日",  "主分类号",   "授权公告日"};

/// The gazette's order of fields after the code, for a row whose fields have no labels.
struct Row {
  std::string_view code;
  std::array<std::string_view, 7> keys;
};
constexpr std::array<Row, 6> kRows{{
    {"PE01", {"专利号", "登记号", "登记生效日", "出质人", "质权人", "使用外观设计的产品名称", ""}},
    {"PC01", {"专利号", "登记号", "解除日", "出质人", "质权人", "", ""}},
    {"PM01", {"专利号", "登记号", "变更日", "变更事项", "变更前", "变更后", ""}},
    {"EE01",
     {"专利号", "合同备案号", "让与人", "受让人", "使用外观设计的产品名称", "许可种类", "备案日"}},
    {"EC01", {"专利号", "合同备案号", "让与人", "受让人", "解除日", "", ""}},
    {"EM01", {"专利号", "合同备案号", "变更日", "变更事项", "变更前", "变更后", ""}},
}};

std::string folded_key(std::string_view key) {
  std::string out;
  for (std::size_t at = 0; at < key.size();) {
    const std::string_view rest = key.substr(at);
    if (rest.starts_with("（")) {
      out += '(';
      at += 3;
    } else if (rest.starts_with("）")) {
      out += ')';
      at += 3;
    } else if (rest.starts_with("　")) {
      at += 3;
    } else {
      if (rest[0] != ' ' && rest[0] != '\t') out += rest[0];
      ++at;
    }
  }
  return out;
}

struct Cut {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};
/// The first of the two widths of a mark.
Cut find_mark(std::string_view text, char narrow, std::string_view wide) {
  const std::size_t a = text.find(narrow);
  const std::size_t b = text.find(wide);
  if (a <= b) return {a, 1};
  return {b, wide.size()};
}

bool is_description_key(std::string_view key) {
  return key == "描述信息" || key == "法律状态描述" || key == "法律状态信息" || key == "详细信息";
}

/// Blanks of other widths as blanks.
std::string with_blanks(std::string_view text) {
  std::string out(text);
  for (const std::string_view wide : {"\u00a0", "　"}) {
    for (std::size_t at = out.find(wide); at != std::string::npos; at = out.find(wide, at)) {
      out.replace(at, wide.size(), " ");
    }
  }
  return out;
}

/// Where, behind a blank, another label of a legal status begins: "法律状态公告日：20120926
/// 法律状态：授权".
std::size_t second_label(std::string_view text) {
  for (const std::string_view label : {"法律状态", "描述信息"}) {
    for (std::size_t at = text.find(label, 1); at != std::string_view::npos;
         at = text.find(label, at + 1)) {
      const bool colon = find_mark(text.substr(at, 24), ':', "：").at != std::string_view::npos;
      if (text[at - 1] == ' ' && colon) return at - 1;
    }
  }
  return std::string_view::npos;
}

/// A line that is a status word, its code, or both: "PE01 专利权质押合同登记的生效".
std::string heading_in(std::string_view line) {
  std::string_view rest = line;
  const std::string_view code = rest.substr(0, 4);
  const bool has_code = !status_word(code).empty() && (rest.size() == 4 || rest[4] == ' ');
  if (has_code) rest.remove_prefix(std::min<std::size_t>(5, rest.size()));
  std::string word = trim(rest);
  if (has_code && (word.empty() || status_code(word) == code)) return std::string(code);
  const std::string_view known = status_code(word);
  // A sentence that only holds such a word is no heading.
  if (!has_code && !known.empty() && word.size() <= 60) return word;
  return "";
}

class Splitter {
 public:
  explicit Splitter(std::uint64_t& cut) : cut_(cut) {}

  void line(std::string_view text) {
    ++line_;
    std::string flat = trim(with_blanks(text));
    if (flat.starts_with("#")) {
      finish();
      marked_ = true;
      flat = trim(std::string_view(flat).substr(1));
    }
    if (flat.empty()) {
      after_gap_ = true;
      return;
    }
    if (!row(flat)) segments(squeeze_spaces(flat));
    after_gap_ = false;
  }
  std::vector<LabelledRecord> end() {
    finish();
    return std::move(records_);
  }

 private:
  bool open() const { return !record_.fields.empty() || !record_.heading.empty(); }

  /// Lines of number and day alone are context, not a record.
  void finish() {
    const bool has_number = std::ranges::any_of(
        record_.fields, [](const auto& field) { return is_number_key(field.first); });
    const bool only_context =
        record_.heading.empty() && (has_number || !marked_) &&
        std::ranges::all_of(record_.fields, [](const auto& field) {
          return is_number_key(field.first) || is_announcement_key(field.first) ||
                 field.first == "发明名称" || field.first == "名称" || field.first == "申请日";
        });
    if (only_context) {
      for (const auto& [key, value] : record_.fields) {
        if (is_number_key(key)) number_ = value;
        if (is_announcement_key(key)) announcement_ = value;
      }
    } else if (open()) {
      record_.context_number = number_;
      record_.context_announcement = announcement_;
      // A number before everything else of a record stands for those after it as well.
      if (!marked_ && record_.heading.empty() && is_number_key(record_.fields.front().first)) {
        number_ = record_.fields.front().second;
      }
      records_.push_back(std::move(record_));
    }
    record_ = {};
    marked_ = false;
    record_.line = line_;
  }

  bool row(std::string_view text) {
    const auto* const known = std::ranges::find(kRows, text.substr(0, 4), &Row::code);
    if (known == kRows.end() || text.size() < 6) return false;
    const std::string_view mark = text.find('\t') != std::string_view::npos    ? "\t"
                                  : text.find(" / ") != std::string_view::npos ? " / "
                                  : text.find('|') != std::string_view::npos   ? "|"
                                                                               : "";
    if (mark.empty()) return false;
    std::string_view rest = text.substr(4);
    const Cut colon = find_mark(rest.substr(0, rest.find(mark)), ':', "：");
    if (colon.at != std::string_view::npos) rest.remove_prefix(colon.at + colon.size);
    while (rest.starts_with(' ') || rest.starts_with('\t') || rest.starts_with('|')) {
      rest.remove_prefix(1);
    }
    finish();
    const std::size_t word_end = rest.find(mark);
    if (word_end != std::string_view::npos &&
        status_code(rest.substr(0, word_end)) == known->code) {
      rest.remove_prefix(word_end + mark.size());
    }
    record_.heading = known->code;
    for (const std::string_view key : known->keys) {
      if (key.empty()) break;
      const std::size_t at = rest.find(mark);
      put(std::string(key), rest.substr(0, at));
      rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + mark.size());
    }
    finish();
    return true;
  }

  void segments(std::string_view text) {
    bool first = true;
    while (!text.empty()) {
      const Cut mark = find_mark(text, ';', "；");
      const std::string part = trim(text.substr(0, mark.at));
      text =
          mark.at == std::string_view::npos ? std::string_view() : text.substr(mark.at + mark.size);
      if (!part.empty()) segment(part, first);
      first = false;
    }
  }

  /// Pages put two fields in a line with nothing but blanks between.
  void segment(std::string_view part, bool first_of_line) {
    for (;;) {
      const std::size_t next = second_label(part);
      one_field(part.substr(0, next), first_of_line);
      if (next == std::string_view::npos) return;
      part.remove_prefix(next + 1);
      first_of_line = false;
    }
  }

  void one_field(std::string_view part, bool first_of_line) {
    const Cut colon = find_mark(part, ':', "：");
    if (colon.at == std::string_view::npos) return no_label(part, first_of_line);
    const std::string key = folded_key(part.substr(0, colon.at));
    const std::string_view value = part.substr(colon.at + colon.size);
    if (is_description_key(key)) return description(value);
    // "PE01 专利权质押合同登记的生效:" is a heading with a colon.
    if (trim(value).empty()) {
      if (const std::string heading = heading_in(trim(part.substr(0, colon.at)));
          !heading.empty()) {
        finish();
        record_.heading = heading;
        return;
      }
    }
    if (glued(key, value, false)) return;
    const bool again = std::ranges::any_of(record_.fields, [&](const auto& field) {
      return is_announcement_key(key) && is_announcement_key(field.first);
    });
    const bool context = is_number_key(key) || is_announcement_key(key);
    if (again || (context && after_gap_ && first_of_line && open())) finish();
    put(key, value);
  }

  void no_label(std::string_view part, bool first_of_line) {
    const std::string heading = first_of_line ? heading_in(part) : "";
    if (!heading.empty()) {
      finish();
      record_.heading = heading;
    } else if (!record_.fields.empty()) {
      // Names are joined by semicolons too: what has no label goes on with the value before.
      record_.fields.back().second += "; " + std::string(part);
    } else if (record_.heading.empty()) {
      record_.heading = std::string(part);
    } else {
      record_.heading += " " + std::string(part);
    }
  }

  /// "描述信息：专利权的转移IPC(主分类):A41D1/00"
  void description(std::string_view value) {
    const Cut colon = find_mark(value, ':', "：");
    if (colon.at == std::string_view::npos) return put("描述信息", value);
    const std::string key = folded_key(value.substr(0, colon.at));
    if (!glued(key, value.substr(colon.at + colon.size), true)) put("描述信息", value);
  }

  /// A status word and a key in one; outside the description only a word that is known.
  bool glued(const std::string& key, std::string_view value, bool any_word) {
    for (const std::string_view known : kGluedKeys) {
      if (!key.ends_with(known)) continue;
      const std::string word = key.substr(0, key.size() - known.size());
      if (!word.empty() && !any_word && status_code(word).empty()) continue;
      if (word.empty() && is_number_key(known)) return false;  // may begin a record
      if (!word.empty()) put("描述信息", word);
      put(std::string(known), value);
      return true;
    }
    return false;
  }

  void put(std::string key, std::string_view value) {
    if (record_.fields.empty() && record_.heading.empty()) record_.line = line_;
    if (record_.fields.size() >= kLabelledFieldsMax) {
      ++cut_;
      return;
    }
    record_.fields.emplace_back(std::move(key), squeeze_spaces(value));
  }

  std::uint64_t& cut_;
  std::vector<LabelledRecord> records_;
  LabelledRecord record_;
  std::string number_;
  std::string announcement_;
  std::uint64_t line_ = 0;
  bool after_gap_ = false;
  bool marked_ = false;  ///< the record began with "#"
};

}  // namespace

std::string LabelledRecord::first(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    for (const auto& [name, value] : fields) {
      if (name == key && !value.empty()) return value;
    }
  }
  return "";
}

std::vector<LabelledRecord> labelled_records(std::string_view text, std::uint64_t& cut) {
  Splitter splitter(cut);
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    splitter.line(text.substr(0, end));
    if (end == std::string_view::npos) break;
    const bool pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(end + (pair ? 2 : 1));
  }
  return splitter.end();
}

bool is_number_key(std::string_view key) {
  return std::ranges::find(kNumberKeys, key) != kNumberKeys.end();
}
bool is_announcement_key(std::string_view key) {
  return std::ranges::find(kAnnouncementKeys, key) != kAnnouncementKeys.end();
}

}  // namespace pignus::registers
