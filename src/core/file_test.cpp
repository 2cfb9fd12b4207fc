#include "core/file.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/sha256.h"
#include "core/utf8.h"

namespace pignus {
namespace {

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "pignus-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(FileTest, WritesAndReadsBack) {
  const auto path = folder_ / "a.txt";
  ASSERT_TRUE(write_file_atomically(path, "one"));
  ASSERT_TRUE(write_file_atomically(path, "two"));
  EXPECT_EQ(read_file(path).value(), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, SaysWhatIsWrong) {
  EXPECT_EQ(read_file(folder_ / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file(folder_).error().message, "is a directory, a file is needed");
  ASSERT_TRUE(write_file_atomically(folder_ / "big", "12345"));
  EXPECT_EQ(read_file(folder_ / "big", 4).error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(write_file_atomically(folder_ / "no" / "x", "y").error().code, ErrorCode::kNotFound);
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder_ / "pipe").error().message, "is no regular file");
}

TEST_F(FileTest, EmptyFileIsEmpty) {
  ASSERT_TRUE(write_file_atomically(folder_ / "empty", ""));
  EXPECT_EQ(read_file(folder_ / "empty").value(), "");
}

TEST_F(FileTest, HashesAFileInPieces) {
  const std::string content(3'000'000, 'x');
  ASSERT_TRUE(write_file_atomically(folder_ / "large", content));
  EXPECT_EQ(sha256_hex_of_file(folder_ / "large").value(), sha256_hex(content));
  EXPECT_EQ(sha256_hex_of_file(folder_).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(for_each_piece(
                folder_ / "large",
                [](std::string_view) -> Status { return fail(ErrorCode::kCancelled, "enough"); })
                .error()
                .code,
            ErrorCode::kCancelled);
}

TEST(Sha256, PublishedVectors) {  // FIPS 180-4 examples
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  pieces.update("a");
  pieces.update("bc");
  EXPECT_EQ(pieces.finish(), sha256("abc"));
}

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_EQ(first_invalid_utf8("知识产权 ok \xF0\x9F\x94\x92"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("ab\xC0\xAF"), 2U);
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xE7\x9F"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);
}

TEST(Text, TrimsAndSqueezes) {
  EXPECT_EQ(trim(" \t a b\n"), "a b");
  EXPECT_EQ(squeeze_spaces("  a \n\t b  "), "a b");
  EXPECT_EQ(ascii_upper("aZ é"), "AZ é");
  EXPECT_EQ(ascii_lower("aZ É"), "az É");
}

TEST(Error, DescribesItsPlace) {
  EXPECT_EQ(describe(Error{ErrorCode::kInvalidInput, "is no date", {"a.xml", 12, "date"}}),
            "a.xml, record 12, field <date>: is no date");
  EXPECT_EQ(describe(Error{ErrorCode::kIo, "disk full", {}}), "disk full");
}

}  // namespace
}  // namespace pignus
