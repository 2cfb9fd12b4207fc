#include "registers/cnipa/status_words.h"

#include <algorithm>
#include <array>

namespace pignus::registers {

namespace {

struct Word {
  std::string_view word;
  std::string_view code;
};

// The first word of a code is the gazette's own. The longest word that occurs decides.
constexpr std::array kWords = std::to_array<Word>({
    {"专利权质押合同登记的生效", "PE01"},
    {"专利权质押合同登记的变更", "PM01"},
    {"专利权质押合同登记的注销", "PC01"},
    {"专利权质押登记的生效", "PE01"},
    {"专利权质押登记的变更", "PM01"},
    {"专利权质押登记的注销", "PC01"},
    {"专利权质押登记生效", "PE01"},
    {"专利权质押登记变更", "PM01"},
    {"专利权质押登记注销", "PC01"},
    {"专利权质押合同登记的生效、变更及注销", "PLDC"},
    {"专利实施许可合同备案的生效", "EE01"},
    {"专利实施许可合同备案的变更", "EM01"},
    {"专利实施许可合同备案的注销", "EC01"},
    {"专利实施许可合同的备案", "EE01"},
    {"专利实施许可合同备案的生效、变更及注销", "LICC"},
    {"专利权的转移", "TR01"},
    {"专利申请权的转移", "TA01"},
    {"专利权人的姓名或者名称的变更", "CP01"},
    {"专利权人的姓名或名称的变更", "CP01"},
    {"专利权人的地址的变更", "CP02"},
    {"专利权人的姓名或者名称、地址的变更", "CP03"},
    {"专利权人的姓名或名称、地址的变更", "CP03"},
    {"著录事项变更", "CB03"},
    {"未缴年费专利权终止", "CF01"},
    {"因未缴年费专利权终止", "CF01"},
    {"未按规定缴纳年费", "CF01"},
    {"专利权有效期届满", "CX01"},
    {"专利权期限届满", "CX01"},
    {"主动放弃", "AV01"},
    {"专利权的主动放弃", "AV01"},
    {"主动放弃专利权", "AV01"},
    {"专利权的视为放弃", "AD01"},
    {"视为放弃取得专利权", "AD01"},
    {"避免重复授予专利权", "AR01"},
    {"避免重复授权放弃专利权", "AR01"},
    {"部分无效", "IP01"},
    {"专利权部分无效", "IP01"},
    {"全部无效", "IW01"},
    {"专利权全部无效", "IW01"},
    {"专利权的保全", "PP01"},
    {"专利权保全", "PP01"},
    {"专利权保全的解除", "PD01"},
    {"专利权的保全的解除", "PD01"},
    {"专利权的保全解除", "PD01"},
    {"专利权保全解除", "PD01"},
    {"权利的恢复", "RR01"},
    {"专利权的恢复", "RR01"},
    {"专利权恢复", "RR01"},
    {"文件的公告送达", "DD01"},
    {"外观设计专利公报更正", "CD02"},
    {"授权", "GR01"},
    {"授予", "GR01"},
    {"授权公告", "GR01"},
    {"专利权的授予", "GR01"},
    {"公开", "PB01"},
    {"公布", "PB01"},
    {"发明专利申请公布", "PB01"},
    {"实质审查的生效", "SE01"},
    {"实质审查请求的生效", "SE01"},
    {"进入实质审查", "SE01"},
    {"发明专利申请公布后的驳回", "RJ01"},
    {"发明专利申请公布后的撤回", "WW01"},
    {"发明专利申请公布后的视为撤回", "WD01"},
    {"发明专利申请公布后视为撤回", "WD01"},
});

// Words that end a longer one of another meaning, or hold a shorter one: they mean no event that is
// mapped.
constexpr std::array<std::string_view, 3> kNoCode{"专利申请权的保全", "专利申请权保全的解除",
                                                  "授权公告日"};

}  // namespace

std::string_view status_code(std::string_view text) {
  std::string_view word;
  std::string_view code;
  for (const Word& row : kWords) {
    if (row.word.size() > word.size() && text.find(row.word) != std::string_view::npos) {
      word = row.word;
      code = row.code;
    }
  }
  for (const std::string_view other : kNoCode) {
    if (other.size() > word.size() && text.find(other) != std::string_view::npos) return {};
  }
  return code;
}

std::string_view transfer_code(std::string_view changed_item) {
  return changed_item.find("申请人") != std::string_view::npos ? "TA01" : "TR01";
}

std::string_view status_word(std::string_view code) {
  const auto* const found =
      std::ranges::find(kWords, code, [](const Word& row) { return row.code; });
  return found == kWords.end() ? std::string_view() : found->word;
}

bool is_untested_code(std::string_view code) {
  return code == "PE01" || code == "PM01" || code == "PC01" || code == "PLDC" || code == "EE01" ||
         code == "EM01" || code == "EC01" || code == "LICC";
}

}  // namespace pignus::registers
