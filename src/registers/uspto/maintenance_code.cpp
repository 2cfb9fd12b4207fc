// The office's list of event codes.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/check.h"
#include "registers/uspto/maintenance_fee.h"

namespace pignus::registers {
namespace {

constexpr std::string_view kPaid = "U10";
constexpr std::string_view kLapsed = "H13";
constexpr std::string_view kRestored = "K13";

/// Codes that pay a year's fee, three by three: 4th, 8th and 12th year.
constexpr std::array<std::array<std::string_view, 3>, 11> kPayments{{{"F170", "F171", "F172"},
                                                                     {"F173", "F174", "F175"},
                                                                     {"F273", "F274", "F275"},
                                                                     {"M170", "M171", "M172"},
                                                                     {"M173", "M174", "M175"},
                                                                     {"M183", "M184", "M185"},
                                                                     {"M273", "M274", "M275"},
                                                                     {"M283", "M284", "M285"},
                                                                     {"M1551", "M1552", "M1553"},
                                                                     {"M2551", "M2552", "M2553"},
                                                                     {"M3551", "M3552", "M3553"}}};

constexpr std::array<std::string_view, 28> kSurcharges{
    "F176", "F177", "F277", "M1554", "M1555", "M1556", "M1557", "M1558", "M176",  "M177",
    "M178", "M181", "M182", "M186",  "M187",  "M188",  "M2554", "M2555", "M2556", "M277",
    "M281", "M282", "M286", "M3554", "M3555", "M3556", "M3557", "M3558"};

constexpr std::array<MaintenanceCode, 36> kOthers{{
    {"EXP.", 0, kLapsed, "expired"},
    {"EXPX", 0, kRestored, "reinstated"},
    {"REM.", 0, "", "reminder"},
    {"ASPN", 0, "", ""},
    {"RMPN", 0, "", ""},
    {"BIG.", 0, "", "entity_undiscounted"},
    {"SMAL", 0, "", "entity_small"},
    {"MICR", 0, "", "entity_micro"},
    {"LTOS", 0, "", "entity_small"},
    {"SM01", 0, "", "entity_small"},
    {"SM02", 0, "", "entity_small"},
    {"SM03", 0, "", "entity_small"},
    {"STOM", 0, "", "entity_micro"},
    {"LSM1", 0, "", "entity_undiscounted"},
    {"LSM2", 0, "", "entity_undiscounted"},
    {"LSM3", 0, "", "entity_undiscounted"},
    {"STOL", 0, "", "entity_undiscounted"},
    {"MTOS", 0, "", ""},
    {"PMFD", 0, "", ""},
    {"PMFG", 0, "", ""},
    {"PMFP", 0, "", ""},
    {"PMFS", 0, "", ""},
    {"F160", 0, "", ""},
    {"F161", 0, "", ""},
    {"F162", 0, "", ""},
    {"F163", 0, "", ""},
    {"F164", 0, "", ""},
    {"F165", 0, "", ""},
    {"F166", 0, "", ""},
    {"F167", 0, "", ""},
    {"F168", 0, "", ""},
    {"F169", 0, "", ""},
    {"M1461", 0, "", ""},
    {"M1559", 0, "", ""},
    {"M695", 0, "", ""},
    {"M699", 0, "", ""},
}};

/// Refunds of something else than a fee that has a payment code.
constexpr std::array<std::string_view, 9> kRefunds{"R160",  "R161",  "R165", "R169", "R2558",
                                                   "R1461", "R1559", "R695", "R669"};

/// All codes, by a hash of their bytes. Made once, then only read.
class CodeTable {
 public:
  CodeTable() {
    for (const auto& row : kPayments) {
      for (std::size_t i = 0; i < row.size(); ++i) add(row[i], year_of(i), kPaid, "paid");
    }
    for (const auto code : kSurcharges) add(code, 0, "", "surcharge");
    for (const auto& other : kOthers) add(other.code, 0, other.st27, other.effect);
    for (const auto code : kRefunds) add(code, 0, "", "refund");
    // A refund bears the number of the payment it undoes.
    for (const auto code : kSurcharges) add_refund_of(code, 0);
    for (const auto& row : kPayments) {
      for (std::size_t i = 0; i < row.size(); ++i) add_refund_of(row[i], year_of(i));
    }
  }

  const MaintenanceCode* find(std::string_view code) const {
    if (code.empty() || code.size() > kCodeSize) return nullptr;
    const std::uint64_t key = key_of(code);
    for (std::size_t at = slot_of(key); slots_[at].key != 0; at = (at + 1) % kSlots) {
      if (slots_[at].key == key) return &slots_[at].code;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t kCodeSize = 5;
  static constexpr std::size_t kSlots = 1024;  ///< the list has 155 codes
  struct Slot {
    std::uint64_t key = 0;
    std::array<char, kCodeSize> text{};
    MaintenanceCode code;
  };

  static int year_of(std::size_t column) { return 4 * (static_cast<int>(column) + 1); }
  static std::uint64_t key_of(std::string_view code) {
    std::uint64_t key = 0;
    for (const char c : code) key = key << 8U | static_cast<unsigned char>(c);
    return key;
  }
  static std::size_t slot_of(std::uint64_t key) {
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 54U);
  }

  void add_refund_of(std::string_view code, int year) {
    if (code.front() == 'M') add("R" + std::string(code.substr(1)), year, "", "refund");
  }
  /// The first of a code stands.
  void add(std::string_view code, int year, std::string_view st27, std::string_view effect) {
    PIGNUS_CHECK(!code.empty() && code.size() <= kCodeSize);
    if (find(code) != nullptr) return;
    std::size_t at = slot_of(key_of(code));
    while (slots_[at].key != 0) at = (at + 1) % kSlots;
    Slot& slot = slots_[at];
    slot.key = key_of(code);
    std::ranges::copy(code, slot.text.begin());
    slot.code = {std::string_view(slot.text.data(), code.size()), year, st27, effect};
  }

  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

}  // namespace

const MaintenanceCode* find_maintenance_code(std::string_view code) {
  static const CodeTable kTable;
  return kTable.find(code);
}

std::optional<MaintenanceCode> maintenance_code(std::string_view code) {
  const MaintenanceCode* found = find_maintenance_code(code);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

}  // namespace pignus::registers
