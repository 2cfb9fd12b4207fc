// A real nats-server of the test's own: a free port, a temporary folder, JetStream on; killed with
// the test.
#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
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

class NatsServer {
 public:
  /// `settings`: more lines of its configuration.
  explicit NatsServer(const std::string& settings = "") : port_(free_port()) {
    std::ofstream(configuration()) << "listen: 127.0.0.1:" << port_ << "\njetstream {store_dir: \""
                                   << (folder_.path() / "store").string() << "\"}\n"
                                   << settings << "\n";
    start();
  }
  ~NatsServer() { kill(); }
  NatsServer(const NatsServer&) = delete;
  NatsServer& operator=(const NatsServer&) = delete;

  std::string url(const std::string& scheme = "nats") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
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
    for (int i = 0; i < 500 && !answers(); ++i) {
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
  void lose_store() { std::filesystem::remove_all(folder_.path() / "store"); }

 private:
  std::string configuration() const { return (folder_.path() / "nats.conf").string(); }

  static sockaddr_in address(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
  }
  static int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in any = address(0);
    socklen_t size = sizeof(any);
    auto* raw = reinterpret_cast<sockaddr*>(&any);
    EXPECT_EQ(::bind(socket, raw, size), 0);
    EXPECT_EQ(::getsockname(socket, raw, &size), 0);
    ::close(socket);
    return ntohs(any.sin_port);
  }
  bool answers() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in there = address(port_);
    const bool connected =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&there), sizeof(there)) == 0;
    ::close(socket);
    return connected;
  }

  TemporaryFolder folder_;
  int port_;
  pid_t process_ = -1;
};

}  // namespace pignus::testing
