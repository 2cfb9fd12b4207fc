#include "journal/key_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/check.h"
#include "core/sha256.h"
#include "journal/hex_text.h"

namespace pignus::journal {
namespace {

constexpr std::string_view kFormat = "pignus.secret_key/1";
constexpr std::size_t kFileBytesMax = 4096;

/// Wiped when it goes.
struct SecretText {
  std::string text;
  SecretText() = default;
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText() { sodium_memzero(text.data(), text.size()); }
};

struct SecretSeed {
  SigningKey::Seed bytes{};
  SecretSeed() = default;
  SecretSeed(const SecretSeed&) = delete;
  SecretSeed& operator=(const SecretSeed&) = delete;
  ~SecretSeed() { sodium_memzero(bytes.data(), bytes.size()); }
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> refused(const std::filesystem::path& path, int reason) {
  const ErrorCode code = reason == EEXIST   ? ErrorCode::kConflict
                         : reason == ENOENT ? ErrorCode::kNotFound
                                            : ErrorCode::kIo;
  const std::string why = reason == EEXIST
                              ? "something is there already; a key file is never overwritten"
                              : std::strerror(reason);
  return fail(code, why, {path.string(), 0, ""});
}

Status write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return refused(path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0) return refused(path, errno);
  return {};
}

Status read_all(int descriptor, std::string& text, const std::filesystem::path& path) {
  text.reserve(kFileBytesMax + 1);  // no copy of the secret is left behind by growing
  char buffer[512];
  ssize_t got = 0;
  while ((got = ::read(descriptor, buffer, sizeof buffer)) != 0) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused(path, errno);
    if (text.size() + static_cast<std::size_t>(got) > kFileBytesMax) {
      return fail(ErrorCode::kLimitExceeded, "is too large for a key file", {path.string(), 0, ""});
    }
    text.append(buffer, static_cast<std::size_t>(got));
  }
  sodium_memzero(buffer, sizeof buffer);
  return {};
}

/// No part of the text gets into a message: it may be a damaged key.
Status parse_seed(const std::string& text, SigningKey::Seed& seed, const std::string& file) {
  Json json = Json::parse(text, nullptr, false);
  const auto refuse = [&file] {
    return fail(ErrorCode::kInvalidInput, "is no secret key file of Pignus", {file, 0, ""});
  };
  if (!json.is_object() || json.value("format", Json()) != Json(kFormat)) return refuse();
  const auto found = json.find("seed");
  if (found == json.end() || !found->is_string()) return refuse();
  auto& hex_of_seed = found->get_ref<std::string&>();
  auto parsed = parse_hex<32>(hex_of_seed);
  sodium_memzero(hex_of_seed.data(), hex_of_seed.size());
  if (!parsed) return refuse();
  seed = *parsed;
  sodium_memzero(parsed->data(), parsed->size());
  if (json.value("key", Json()) != Json(SigningKey(seed).public_key().id())) return refuse();
  return {};
}

}  // namespace

Result<PublicKey> make_key_file(const std::filesystem::path& path) {
  PIGNUS_CHECK(sodium_init() >= 0);
  SecretSeed seed;
  randombytes_buf(seed.bytes.data(), seed.bytes.size());
  const SigningKey key(seed.bytes);
  SecretText text;
  SecretText hex_of_seed;
  hex_of_seed.text = hex(seed.bytes);
  text.text.reserve(kFileBytesMax);
  text.text.append(R"({"format":")").append(kFormat).append(R"(","key":")");
  text.text.append(key.public_key().id()).append(R"(","seed":")");
  text.text.append(hex_of_seed.text).append("\"}\n");
  const Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.number() < 0) return refused(path, errno);
  if (const Status written = write_all(file.number(), text.text, path); !written) {
    ::unlink(path.c_str());  // ours: it was made just now
    return fail(written.error());
  }
  return key.public_key();
}

Result<SigningKey> load_key_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.number() < 0) return refused(path, errno);
  struct stat state{};
  if (::fstat(file.number(), &state) != 0) return refused(path, errno);
  if (!S_ISREG(state.st_mode)) {
    return fail(ErrorCode::kInvalidInput, "is no file", {path.string(), 0, ""});
  }
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(ErrorCode::kIo,
                "others than its owner may use this key: chmod 600 it, and if someone could have "
                "read it, make a new key and rotate to it",
                {path.string(), 0, ""});
  }
  SecretText text;
  PIGNUS_TRY(read_all(file.number(), text.text, path));
  SecretSeed seed;
  PIGNUS_TRY(parse_seed(text.text, seed.bytes, path.string()));
  return SigningKey(seed.bytes);
}

}  // namespace pignus::journal
