// A real nats-server of the test's own: a free port, a temporary folder, JetStream on; killed with
// the test.
#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace pignus::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "pignus-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// A port that stays ours while no server listens on it: below those the system hands out, and held
/// by a lock against other tests of this machine.
class HeldPort {
 public:
  HeldPort() {
    constexpr int kFirst = 20'000;
    constexpr int kCount = 10'000;
    const int start = static_cast<int>(::getpid()) % kCount;
    for (int i = 0; i < kCount; ++i) {
      number_ = kFirst + ((start + i) % kCount);
      const auto name = "pignus-test-port-" + std::to_string(number_);
      const auto file = std::filesystem::temp_directory_path() / name;
      lock_ = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
      if (lock_ >= 0 && ::flock(lock_, LOCK_EX | LOCK_NB) == 0 && is_free()) return;
      if (lock_ >= 0) ::close(lock_);
    }
    ADD_FAILURE() << "no port is free";
  }
  ~HeldPort() { ::close(lock_); }
  HeldPort(const HeldPort&) = delete;
  HeldPort& operator=(const HeldPort&) = delete;
  int number() const { return number_; }

 private:
  bool is_free() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in there = loopback(number_);
    const bool free = ::bind(socket, reinterpret_cast<const sockaddr*>(&there), sizeof(there)) == 0;
    ::close(socket);
    return free;
  }
  int number_ = 0;
  int lock_ = -1;
};

class NatsServer {
 public:
  /// `settings`: more lines of its configuration.
  explicit NatsServer(const std::string& settings = "") {
    std::ofstream(configuration())
        << "listen: 127.0.0.1:" << port_.number() << "\njetstream {store_dir: \""
        << (folder_.path() / "store").string() << "\"}\n"
        << settings << "\n";
    start();
  }
  ~NatsServer() { kill(); }
  NatsServer(const NatsServer&) = delete;
  NatsServer& operator=(const NatsServer&) = delete;

  std::string url(const std::string& scheme = "nats") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_.number());
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

  void start() {
    process_ = ::fork();
    if (process_ == 0) {
      const std::string log = (folder_.path() / "log").string();
      ::execlp("nats-server", "nats-server", "-c", configuration().c_str(), "-l", log.c_str(),
               nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 3000 && !answers(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_TRUE(answers()) << "nats-server did not start; is Debian's nats-server installed?";
  }
  /// As by kill -9.
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  void stand_still() const { ::kill(process_, SIGSTOP); }
  void go_on() const { ::kill(process_, SIGCONT); }
  void lose_store() { std::filesystem::remove_all(folder_.path() / "store"); }

 private:
  std::string configuration() const { return (folder_.path() / "nats.conf").string(); }

  bool answers() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in there = loopback(port_.number());
    const bool connected =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&there), sizeof(there)) == 0;
    ::close(socket);
    return connected;
  }

  TemporaryFolder folder_;
  HeldPort port_;
  pid_t process_ = -1;
};

}  // namespace pignus::testing
