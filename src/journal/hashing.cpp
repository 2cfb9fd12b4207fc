#include "journal/hashing.h"

#include <memory>
#include <openssl/evp.h>

#include "core/check.h"

namespace pignus::journal {
namespace {

struct Free {
  void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Nothing of one digest is left for the next: each begins anew.
struct Engine {
  std::unique_ptr<EVP_MD, Free> algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

}  // namespace

Sha256Digest digest_of(std::initializer_list<std::string_view> parts) {
  static thread_local const Engine engine;
  PIGNUS_CHECK(EVP_DigestInit_ex2(engine.context.get(), engine.algorithm.get(), nullptr) == 1);
  for (const std::string_view part : parts) {
    PIGNUS_CHECK(EVP_DigestUpdate(engine.context.get(), part.data(), part.size()) == 1);
  }
  Sha256Digest digest{};
  PIGNUS_CHECK(EVP_DigestFinal_ex(engine.context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace pignus::journal
