#include "journal/keys.h"

#include <sodium.h>

#include "core/check.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "journal/hashing.h"
#include "journal/hex_text.h"

namespace pignus::journal {
namespace {

constexpr std::string_view kFormat = "pignus.public_key/1";
constexpr std::size_t kTextBytesMax = 4096;
constexpr std::size_t kIdBytes = 16;

const unsigned char* unsigned_bytes(std::string_view text) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// The library makes itself ready once; again costs nothing.
void begin_sodium() {
  PIGNUS_CHECK(sodium_init() >= 0);
}

}  // namespace

std::string PublicKey::id() const {
  const Sha256Digest digest =
      digest_of({{reinterpret_cast<const char*>(bytes.data()), bytes.size()}});
  return hex(std::span(digest).first<kIdBytes>());
}

Json json_of(const PublicKey& key) {
  return {{"format", kFormat}, {"key", key.id()}, {"public", hex(key.bytes)}};
}

Result<PublicKey> public_key_of(const Json& json, const std::string& file) {
  const auto refuse = [&file](const char* why) {
    return fail(ErrorCode::kInvalidInput, why, {file, 0, ""});
  };
  if (!json.is_object() || json.size() != 3 || json.value("format", Json()) != Json(kFormat)) {
    return refuse("is no public key of Pignus");
  }
  const Json text = json.value("public", Json());
  const auto bytes =
      text.is_string() ? parse_hex<32>(text.get_ref<const std::string&>()) : std::nullopt;
  if (!bytes) return refuse("the public key is not 32 bytes in hex");
  const PublicKey key{*bytes};
  if (json.value("key", Json()) != Json(key.id())) {
    return refuse("the key's id is not that of the key: one of the two was changed");
  }
  return key;
}

Result<PublicKey> parse_public_key(std::string_view text, const std::string& file) {
  PIGNUS_ASSIGN(const Json json, parse_json(text, file, {kTextBytesMax, 2}));
  return public_key_of(json, file);
}

bool is_signed_by(const PublicKey& key, std::string_view text, const Signature& signature) {
  begin_sodium();
  return crypto_sign_verify_detached(signature.data(), unsigned_bytes(text), text.size(),
                                     key.bytes.data()) == 0;
}

SigningKey::SigningKey(const Seed& seed) {
  begin_sodium();
  crypto_sign_seed_keypair(public_key_.bytes.data(), secret_.data(), seed.data());
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : public_key_(other.public_key_), secret_(other.secret_) {
  sodium_memzero(other.secret_.data(), other.secret_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
  if (this != &other) {
    public_key_ = other.public_key_;
    secret_ = other.secret_;
    sodium_memzero(other.secret_.data(), other.secret_.size());
  }
  return *this;
}

SigningKey::~SigningKey() {
  sodium_memzero(secret_.data(), secret_.size());
}

Signature SigningKey::sign(std::string_view text) const {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, unsigned_bytes(text), text.size(),
                       secret_.data());
  return signature;
}

}  // namespace pignus::journal
