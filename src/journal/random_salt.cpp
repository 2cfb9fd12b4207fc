#include "journal/random_salt.h"

#include <sodium.h>

#include "core/check.h"

namespace pignus::journal {

Salt random_salt() {
  PIGNUS_CHECK(sodium_init() >= 0);
  Salt salt{};
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

}  // namespace pignus::journal
