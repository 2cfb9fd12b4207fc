#include "cli/progress_line.h"

#include <gtest/gtest.h>

namespace pignus::cli {
namespace {

using namespace std::chrono_literals;

/// What a ProgressLine wrote, with a clock the test turns.
class Terminal {
 public:
  Terminal() : file_(std::tmpfile()) {}
  ~Terminal() { std::fclose(file_); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  std::FILE* file() const { return file_; }
  ProgressLine::Clock clock() {
    return [this] { return now; };
  }
  std::string text() const {
    std::fflush(file_);
    EXPECT_EQ(std::fseek(file_, 0, SEEK_SET), 0);
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file_));
    return text;
  }
  std::chrono::steady_clock::time_point now{};

 private:
  std::FILE* file_;
};

TEST(ProgressLine, IsSilentInTheFirstSecond) {
  Terminal terminal;
  ProgressLine line(ProgressMode::kAlways, terminal.file(), terminal.clock());
  auto progress = line.progress();
  terminal.now += 900ms;
  EXPECT_TRUE(progress("reading", 1, 10));
  EXPECT_EQ(terminal.text(), "");
  terminal.now += 200ms;
  progress("reading", 5, 10);
  EXPECT_NE(terminal.text().find("50 %  reading"), std::string::npos);
  line.clear();
  EXPECT_TRUE(terminal.text().ends_with("\r\x1b[K"));
}

TEST(ProgressLine, NeverWritesToWhatIsNoTerminal) {
  Terminal terminal;
  ProgressLine line(ProgressMode::kAuto, terminal.file(), terminal.clock());
  auto progress = line.progress();
  terminal.now += 5s;
  progress("reading", 5, 10);
  EXPECT_EQ(terminal.text(), "");
}

TEST(ProgressText, ShowsCountWithoutTotal) {
  EXPECT_EQ(progress_text("reading", 42, 0, 3.2), "reading  42  3 s");
  EXPECT_EQ(progress_text("x", 10, 10, 2), "[########################] 100 %  x  0 s left");
  EXPECT_EQ(progress_text("x", 20, 10, 2), progress_text("x", 10, 10, 2));
}

}  // namespace
}  // namespace pignus::cli
