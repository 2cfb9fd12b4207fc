#include "registers/read_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/grant_xml.h"

namespace pignus::registers {
namespace {

using testing::grant_document;

class ReadFile : public ::testing::Test {
 protected:
  ReadFile()
      : folder_(std::filesystem::temp_directory_path() /
                ("pignus-read-file-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~ReadFile() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }

  /// Members of name and content, `copies` times the content; a .gz takes one.
  std::filesystem::path pack(const std::string& name,
                             const std::vector<std::pair<std::string, std::string>>& members,
                             int copies = 1) {
    const auto path = folder_ / name;
    archive* out = archive_write_new();
    if (name.ends_with(".gz")) {
      archive_write_add_filter_gzip(out);
      archive_write_set_format_raw(out);
    } else {
      archive_write_set_format_zip(out);
    }
    EXPECT_EQ(archive_write_open_filename(out, path.c_str()), ARCHIVE_OK);
    for (const auto& [member, content] : members) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, member.c_str());
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_write_header(out, entry);
      for (int i = 0; i < copies; ++i) archive_write_data(out, content.data(), content.size());
      archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    return path;
  }

  Result<ReadSummary> read(const std::filesystem::path& path, const ReadLimits& limits = {},
                           const Progress& progress = silent_progress()) {
    files_.clear();
    problems_.clear();
    const FactSink sink{.on_fact =
                            [&](Fact&& fact) {
                              files_.push_back(std::get<RightRecord>(fact).source.file);
                              return true;
                            },
                        .on_problem =
                            [&](Problem&& problem) {
                              problems_.push_back(describe(problem.error));
                              return true;
                            }};
    return read_register_file(path, sink, limits, progress);
  }

  std::filesystem::path folder_;
  std::vector<std::string> files_;
  std::vector<std::string> problems_;
};

TEST_F(ReadFile, PlainGzipAndZipGiveTheSameRecords) {
  const std::string text = grant_document() + grant_document();
  const auto plain = read(write("a.xml", text));
  ASSERT_TRUE(plain) << describe(plain.error());
  EXPECT_EQ(plain->format, "USPTO grants, XML v4");
  EXPECT_EQ(plain->records, 2U);
  EXPECT_EQ(plain->facts, 2U);
  EXPECT_EQ(plain->problems, 0U);
  EXPECT_EQ(plain->bytes, text.size());
  EXPECT_THAT(files_, ::testing::Each("a.xml"));

  const auto gzip = read(pack("a.xml.gz", {{"a.xml", text}}));
  ASSERT_TRUE(gzip) << describe(gzip.error());
  EXPECT_EQ(gzip->records, 2U);
  EXPECT_EQ(gzip->bytes, text.size());
  EXPECT_THAT(files_, ::testing::Each("a.xml.gz"));

  const auto zip = read(pack("a.zip", {{"list.txt", "D1\n"}, {"in/b.xml", text}, {"c.xml", text}}));
  ASSERT_TRUE(zip) << describe(zip.error());
  EXPECT_EQ(zip->members, 2U);
  EXPECT_EQ(zip->records, 4U);
  EXPECT_EQ(zip->others,
            (std::vector<OtherMember>{{"a.zip/list.txt", "no format that Pignus reads"}}));
  EXPECT_EQ(files_, (std::vector<std::string>{"a.zip/in/b.xml", "a.zip/in/b.xml", "a.zip/c.xml",
                                              "a.zip/c.xml"}));
}

TEST_F(ReadFile, AByteOrderMarkDoesNoHarm) {
  const auto summary = read(write("bom.xml", "\xef\xbb\xbf" + grant_document()));
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->facts, 1U);
}

TEST_F(ReadFile, FilesThatCannotBeReadSayWhy) {
  struct Case {
    std::filesystem::path path;
    ErrorCode code;
    const char* message;
  };
  const std::vector<Case> cases{
      {folder_ / "none.xml", ErrorCode::kNotFound, "no such file"},
      {folder_, ErrorCode::kInvalidInput, "is a directory"},
      {write("empty.xml", ""), ErrorCode::kInvalidInput, "the file is empty"},
      {write("what.bin", "MZ\x90\x01"), ErrorCode::kUnsupported, "no format that Pignus reads"},
      {write("cut.zip", "PK\x03\x04 and nothing"), ErrorCode::kInvalidInput, "broken archive"},
      {write("cut.gz", "\x1f\x8b\x08"), ErrorCode::kInvalidInput, "broken archive"},
      {pack("none.zip", {}), ErrorCode::kInvalidInput, "the archive is empty"}};
  for (const Case& one : cases) {
    const auto summary = read(one.path);
    ASSERT_FALSE(summary) << one.path;
    EXPECT_EQ(summary.error().code, one.code) << describe(summary.error());
    EXPECT_THAT(describe(summary.error()), ::testing::HasSubstr(one.message));
  }
}

TEST_F(ReadFile, AnArchiveCutInTheMiddleIsAnError) {
  const auto whole = pack("a.xml.gz", {{"a.xml", grant_document()}}, 400);
  std::filesystem::resize_file(whole, std::filesystem::file_size(whole) / 2);
  const auto summary = read(whole);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kInvalidInput);
}

TEST_F(ReadFile, BombsAreRefused) {
  // 96 MiB of blanks behind one record pack to some hundred kilobytes.
  const std::string blanks(std::size_t{1} << 20, ' ');
  for (const char* name : {"bomb.gz", "bomb.zip"}) {
    const auto path = pack(name, {{"a.xml", grant_document() + blanks}}, 96);
    ASSERT_LT(std::filesystem::file_size(path), std::size_t{1} << 20);
    const auto summary = read(path);
    ASSERT_FALSE(summary) << name;
    EXPECT_EQ(summary.error().code, ErrorCode::kLimitExceeded);
    EXPECT_THAT(describe(summary.error()), ::testing::HasSubstr("decompression bomb"));
  }
}

TEST_F(ReadFile, BoundsOfAnArchiveAreKept) {
  const auto path = pack("a.zip", {{"a.xml", grant_document()}, {"b.xml", grant_document()}});
  ReadLimits limits;
  limits.archive.members_max = 1;
  const auto members = read(path, limits);
  ASSERT_FALSE(members);
  EXPECT_EQ(members.error().code, ErrorCode::kLimitExceeded);
  limits = {};
  limits.archive.expanded_bytes_max = 1000;
  const auto bytes = read(path, limits);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, ErrorCode::kLimitExceeded);
}

TEST_F(ReadFile, ProgressStopsTheReading) {
  const auto path = write("a.xml", grant_document());
  std::uint64_t last = 0;
  const auto summary =
      read(path, {}, [&](std::string_view, std::uint64_t done, std::uint64_t total) {
        last = done;
        return total == 0;
      });
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kCancelled);
  EXPECT_GT(last, 0U);
}

TEST_F(ReadFile, BadRecordsAreCounted) {
  const std::string good = grant_document();
  const auto summary = read(write("a.xml", good + good.substr(0, good.size() / 2) + good));
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->records, 3U);
  EXPECT_EQ(summary->facts, 2U);
  EXPECT_EQ(summary->problems, 1U);
}

TEST(SniffFormat, TellsFormatsByContent) {
  EXPECT_EQ(sniff_format("<?xml version='1.0'?><us-patent-grant a='b'>").name,
            "USPTO grants, XML v4");
  EXPECT_EQ(sniff_format("<?xml version='1.0'?>\n<response>\n").name,
            "USPTO assignment search answers, XML");
  EXPECT_EQ(sniff_format("[{\"searchCriteria\": []}]").name,
            "USPTO assignment search answers, JSON");
  EXPECT_EQ(sniff_format("0000009999991 15999991 N 20170203 20200107 20240107 M1551 \n").name,
            "USPTO maintenance-fee events");
  EXPECT_EQ(sniff_format("").name, "");
  EXPECT_EQ(sniff_format("<").name, "");
  EXPECT_EQ(sniff_format("<!-- <us-patent-grant> ").name, "");
}

}  // namespace
}  // namespace pignus::registers
