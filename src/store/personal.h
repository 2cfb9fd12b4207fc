// Values of persons, kept outside the journal. An entry holds the commitment (journal/commitment.h)
// and the number of the value; the value and its salt stand in one table and can be erased there,
// after which every hash of the journal is as it was and the commitment tells nothing.
//
// Stream "personal" has an entry for each value kept ("kept"), erased ("erased": who, when, why) or
// found missing by a rebuild ("lost"). None holds a value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "journal/commitment.h"
#include "store/entry_body.h"
#include "store/store.h"

namespace pignus::store {

inline constexpr std::string_view kPersonalStream = "personal";
inline constexpr std::size_t kPersonalBytesMax = 10'000;

struct PersonalValue {
  std::int64_t id = 0;
  std::string field;       ///< what it is: "person.name"
  std::string commitment;  ///< to be put into entries that speak of it
  /// Nothing once it is erased; nothing without erased_at: lost, see store/rebuild.h.
  std::optional<std::string> value;
  std::string kept_at;
  std::string erased_at;  ///< "" while it is kept

  friend bool operator==(const PersonalValue&, const PersonalValue&) = default;
};

/// What is taken out of the store when a value is erased.
struct PersonalSecret {
  std::string value;
  std::string salt;  ///< 32 bytes
};

struct Erasure {
  std::string at;  ///< the day, by the caller's clock
  /// Commitment of the name of the person who erases.
  std::string by;
  /// Stands in the journal for good: it must not say what is erased.
  std::string reason;
};

class PersonalValues {
 public:
  /// Of a store open for writing, where something is kept or erased; it must outlive this.
  explicit PersonalValues(const Store& store) : store_(store) {}

  /// `field`: lower-case letters, digits and ". _ - /". `salt`: fresh random bytes. `at`: the day.
  [[nodiscard]] Result<PersonalValue> keep(std::string_view field, std::string_view value,
                                           const journal::Salt& salt, std::string_view at);
  /// kNotFound where there is none; kCorrupt when the value is not the one committed to.
  [[nodiscard]] Result<PersonalValue> find(std::int64_t id) const;
  /// In order of their numbers, unchecked.
  [[nodiscard]] Result<std::vector<PersonalValue>> list() const;
  /// For a rebuild; unchecked. Nothing where it is erased or lost.
  [[nodiscard]] Result<std::optional<PersonalSecret>> secret(std::int64_t id) const;
  /// Takes value and salt out of the store. kConflict when that was done before. compact() then
  /// takes them off the disk too.
  [[nodiscard]] Status erase(std::int64_t id, const Erasure& erasure);
  /// Writes the table (PostgreSQL) or the file (SQLite) anew, so that nothing that was erased
  /// stands in a free page, an old version of a row or the write-ahead log. kConflict while another
  /// program reads: then again, later.
  [[nodiscard]] Status compact();

 private:
  const Store& store_;
};

/// What the stream says of one value.
struct PersonalState {
  std::string field;
  std::string commitment;
  std::string kept_at;
  std::string erased_at;
  bool lost = false;
};

/// The stream's entries, in order, played into the state they leave.
class PersonalReplay {
 public:
  /// kCorrupt, naming the entry, when it says what cannot be.
  [[nodiscard]] Status take(EntryBody& entry);
  const std::map<std::int64_t, PersonalState>& values() const { return values_; }

 private:
  std::map<std::int64_t, PersonalState> values_;
};

/// True where the salt's 32 bytes and the value are what was committed to.
bool is_committed(std::string_view commitment, std::string_view field, std::string_view value,
                  std::string_view salt);

}  // namespace pignus::store
