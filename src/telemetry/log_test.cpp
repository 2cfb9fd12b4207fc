#include "telemetry/log.h"

#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>
#include <thread>
#include <unistd.h>

#include "core/file.h"
#include "core/utf8.h"

namespace pignus::telemetry {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNow = 1'795'561'503'007;  // 2026-11-24

class LogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "pignus-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }
  static LogOptions options() {
    LogOptions options;
    options.now_ms = [] { return kNow; };
    return options;
  }
  static std::vector<std::string> lines_of(const fs::path& path) {
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
  fs::path folder_;
};

TEST(LogLine, JsonInAFixedOrder) {
  const LogRecord record{kNow,  Level::kWarning, "import.failed",
                         "r-1", "r-1/2",         Json{{"file", "a \"b\".xml"}, {"facts", 3}}};
  EXPECT_EQ(json_line(record),
            "{\"time\":\"2026-11-24T23:05:03.007Z\",\"level\":\"warning\",\"event\":"
            "\"import.failed\",\"request\":\"r-1\",\"job\":\"r-1/2\",\"fields\":{\"facts\":3,"
            "\"file\":\"a \\\"b\\\".xml\"}}\n");
  EXPECT_EQ(text_line(record),
            "2026-11-24T23:05:03.007Z WARNING import.failed request=r-1 job=r-1/2 facts=3 "
            "file=\"a \\\"b\\\".xml\"\n");
  EXPECT_EQ(json_line({0, Level::kInfo, "x", "", "", Json::object()}),
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"event\":\"x\"}\n");
  EXPECT_EQ(time_text(-1), "1969-12-31T23:59:59.999Z");
}

TEST(LogLine, WhatJsonCannotHoldIsHeldAnyway) {
  LogRecord record{0, Level::kInfo, "x", "", "", Json{{"share", std::nan("")}}};
  record.fields["bytes"] = "\xff\x1b[31m";
  const auto parsed = parse_json(json_line(record), "line");
  ASSERT_TRUE(parsed) << describe(parsed.error());
  EXPECT_TRUE((*parsed)["fields"]["share"].is_null());
  EXPECT_EQ(json_line(record).find('\x1b'), std::string::npos);
  const std::string text = text_line(record);
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
}

TEST(LogLine, IsBounded) {
  LogRecord record{0, Level::kInfo, "x", "", "", Json::object()};
  record.fields["text"] = std::string(100'000, 'a');
  EXPECT_LT(json_line(record).size(), kFieldBytesMax + 200);
  for (int i = 0; i < 100; ++i) record.fields["t" + std::to_string(i)] = std::string(5'000, 'b');
  EXPECT_NE(json_line(record).find("too_long_bytes"), std::string::npos);
  EXPECT_LT(json_line(record).size(), 500U);
  EXPECT_LT(text_line(record).size(), 500U);
}

RC_GTEST_PROP(LogLine, AnyFieldsMakeOneSoundLine,
              (const std::map<std::string, std::string>& fields, const std::string& event)) {
  LogRecord record{kNow, Level::kInfo, event, event, event, Json::object()};
  for (const auto& [name, value] : fields) record.fields[name] = value;
  for (const std::string& line : {json_line(record), text_line(record)}) {
    RC_ASSERT(std::count(line.begin(), line.end(), '\n') == 1);
    RC_ASSERT(line.back() == '\n');
    RC_ASSERT(first_invalid_utf8(line) == std::string_view::npos);
  }
  RC_ASSERT(parse_json(json_line(record), "").has_value());
}

TEST_F(LogTest, WritesWhatIsOfItsLevel) {
  {
    LogOptions few = options();
    few.lowest = Level::kWarning;
    const Log log(few, std::make_unique<FileSink>(folder_ / "log", FileSinkLimits{}));
    const Logger logger = log.logger("r");
    logger.info("not.this");
    logger.with_job("r/1").error("this");
    EXPECT_TRUE(logger.takes(Level::kError));
    EXPECT_FALSE(logger.takes(Level::kInfo));
  }
  const auto lines = lines_of(folder_ / "log");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("\"job\":\"r/1\""), std::string::npos) << lines[0];
  Logger().error("nobody listens");
}

TEST_F(LogTest, SecretsDoNotReachTheFile) {
  auto redactor = std::make_shared<Redactor>();
  redactor->add(Secret("hush-hush"));
  {
    LogOptions clean = options();
    clean.redactor = redactor;
    const Log log(clean, std::make_unique<FileSink>(folder_ / "log", FileSinkLimits{}));
    log.logger("r").info("x", {{"why", "hush-hush"}, {"db", "postgresql://u:pw-pw@h/b"}});
  }
  const std::string text = *read_file(folder_ / "log");
  EXPECT_EQ(text.find("hush"), std::string::npos);
  EXPECT_EQ(text.find("pw-pw"), std::string::npos);
}

TEST_F(LogTest, ManyThreadsWriteWholeLines) {
  {
    const Log log(options(), std::make_unique<FileSink>(folder_ / "log", FileSinkLimits{}));
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&log, i] {
        const Logger logger = log.logger(std::to_string(i));
        for (int k = 0; k < 500; ++k) logger.info("x", {{"k", k}});
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  const auto lines = lines_of(folder_ / "log");
  EXPECT_EQ(lines.size(), 2'000U);
  for (const std::string& line : lines) ASSERT_TRUE(parse_json(line, "")) << line;
}

TEST_F(LogTest, FilesAreBoundInSizeAndNumber) {
  const std::string line = std::string(99, 'x') + "\n";
  FileSink sink(folder_ / "log", {.bytes_max = 1'000, .files_max = 3});
  for (int i = 0; i < 95; ++i) ASSERT_TRUE(sink.write(line));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3);
  EXPECT_EQ(fs::file_size(folder_ / "log"), 500U);
  EXPECT_EQ(fs::file_size(folder_ / "log.1"), 1'000U);
  EXPECT_EQ(fs::file_size(folder_ / "log.2"), 1'000U);
  // A line longer than the bound stands in a file of its own.
  ASSERT_TRUE(sink.write(std::string(2'000, 'y') + "\n"));
  EXPECT_EQ(fs::file_size(folder_ / "log"), 2'001U);
  ASSERT_TRUE(sink.write(line));
  EXPECT_EQ(fs::file_size(folder_ / "log"), 100U);
}

TEST_F(LogTest, TwoWritersShareAFileAndItsChanges) {
  const std::string line = std::string(99, 'x') + "\n";
  FileSink one(folder_ / "log", {.bytes_max = 1'000, .files_max = 50});
  FileSink two(folder_ / "log", {.bytes_max = 1'000, .files_max = 50});
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(one.write(line));
    ASSERT_TRUE(two.write(line));
  }
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_LE(entry.file_size(), 1'000U);
    bytes += entry.file_size();
  }
  EXPECT_EQ(bytes, 200 * line.size());
}

TEST_F(LogTest, AFileTakenAwayIsMadeAnew) {
  FileSink sink(folder_ / "log", {});
  ASSERT_TRUE(sink.write("one\n"));
  fs::rename(folder_ / "log", folder_ / "log.taken");
  ASSERT_TRUE(sink.write("two\n"));
  EXPECT_EQ(*read_file(folder_ / "log"), "two\n");
  EXPECT_EQ(*read_file(folder_ / "log.taken"), "one\n");
}

TEST_F(LogTest, AFullDiskIsToldOnceAndEndsNothing) {
  std::atomic<int> told{0};
  {
    LogOptions tells = options();
    tells.on_trouble = [&told](const Error& error) {
      EXPECT_EQ(error.where.file, "/dev/full");
      ++told;
    };
    const Log log(tells, std::make_unique<FileSink>("/dev/full", FileSinkLimits{}));
    for (int i = 0; i < 100; ++i) log.logger("r").info("x");
    while (log.lines_lost() < 100) std::this_thread::yield();
  }
  EXPECT_EQ(told, 1);
}

/// Refuses until told otherwise.
class GatedSink : public LogSink {
 public:
  GatedSink(std::atomic<bool>& open, std::vector<std::string>& lines)
      : open_(open), lines_(lines) {}
  Status write(std::string_view line) override {
    if (!open_) return fail(ErrorCode::kIo, "closed");
    lines_.emplace_back(line);
    return {};
  }

 private:
  std::atomic<bool>& open_;
  std::vector<std::string>& lines_;
};

TEST_F(LogTest, LostLinesAreToldWhenWritingWorksAgain) {
  std::atomic<bool> open{false};
  std::vector<std::string> lines;
  {
    const Log log(options(), std::make_unique<GatedSink>(open, lines));
    for (int i = 0; i < 7; ++i) log.logger("r").info("lost");
    while (log.lines_lost() < 7) std::this_thread::yield();
    open = true;
    log.logger("r").info("kept");
  }
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[0].find("\"event\":\"log.lines_lost\",\"fields\":{\"lines\":7}"),
            std::string::npos)
      << lines[0];
  EXPECT_NE(lines[1].find("kept"), std::string::npos);
}

/// Answers only when told to.
class StuckSink : public LogSink {
 public:
  explicit StuckSink(std::shared_future<void> go) : go_(std::move(go)) {}
  Status write(std::string_view) override {
    go_.wait();
    return {};
  }

 private:
  std::shared_future<void> go_;
};

TEST_F(LogTest, AStuckDiskHoldsUpNeitherTheWorkNorTheEnd) {
  std::promise<void> go;
  {
    LogOptions impatient = options();
    impatient.lines_max = 10;
    impatient.close_ms_max = 1;
    const Log log(impatient, std::make_unique<StuckSink>(go.get_future().share()));
    for (int i = 0; i < 100; ++i) log.logger("r").info("x");
    EXPECT_GE(log.lines_lost(), 89U);
  }
  go.set_value();
}

TEST_F(LogTest, AReaderThatTakesNothingIsNotWaitedForForEver) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  StreamSink sink(ends[1]);
  Status status;
  for (int i = 0; i < 1'000 && status; ++i) status = sink.write(std::string(1'000, 'x'));
  EXPECT_FALSE(status);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace pignus::telemetry
