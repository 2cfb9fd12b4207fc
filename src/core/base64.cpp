#include "core/base64.h"

#include <openssl/evp.h>

namespace pignus {

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's type of bytes
  const auto* in = reinterpret_cast<const unsigned char*>(bytes.data());
  auto* to = reinterpret_cast<unsigned char*>(out.data());  // NOLINT: the same
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(to, in, static_cast<int>(bytes.size()))));
  return out;
}

}  // namespace pignus
