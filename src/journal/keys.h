// Ed25519 keys that sign checkpoints, and their public halves, which auditors keep.
//
// A public key travels as one line of canonical JSON, {"format":"pignus.public_key/1","key":ID,
// "public":HEX}; ID is derived from the key and lets people compare two keys by eye.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"

namespace pignus::journal {

using Signature = std::array<std::uint8_t, 64>;

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};

  /// The first 16 bytes of SHA-256 over the key, in hex.
  std::string id() const;
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

Json json_of(const PublicKey& key);
/// `file` names the source in errors. An id that is not the key's is refused.
[[nodiscard]] Result<PublicKey> public_key_of(const Json& json, const std::string& file);
/// A text of one public key, with or without a line end.
[[nodiscard]] Result<PublicKey> parse_public_key(std::string_view text, const std::string& file);

bool is_signed_by(const PublicKey& key, std::string_view text, const Signature& signature);

/// A secret key. It cannot be copied or printed, and is wiped when it goes.
class SigningKey {
 public:
  using Seed = std::array<std::uint8_t, 32>;

  /// The seed is the whole secret; the caller wipes its own copy.
  explicit SigningKey(const Seed& seed);
  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&& other) noexcept;
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  ~SigningKey();

  const PublicKey& public_key() const { return public_key_; }
  Signature sign(std::string_view text) const;

 private:
  PublicKey public_key_;
  std::array<std::uint8_t, 64> secret_{};
};

}  // namespace pignus::journal
