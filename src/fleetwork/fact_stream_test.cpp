#include "fleetwork/fact_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/file.h"
#include "fleetwork/read_facts.h"
#include "registers/read_file.h"
#include "support/any_fact.h"
#include "support/fact_list.h"
#include "support/nats_server.h"

namespace pignus::fleetwork {
namespace {

namespace fs = std::filesystem;
using testing::AnyFact;
using testing::FactList;
using testing::TemporaryFolder;

const fs::path kExamples = fs::path(PIGNUS_SOURCE_DIR) / "examples";
const SourcePlace kPlace("/data/in/a.xml", false);

registers::ReadSummary some_summary() {
  registers::ReadSummary summary;
  summary.format = "some format";
  summary.format_id = "some";
  summary.members = 2;
  summary.records = 5;
  summary.bytes = 1'000;
  summary.others = {{"index.pdf", "no format that Pignus reads"}};
  summary.readers = {{"some", 3}, {"other", 1}};
  return summary;
}

fleet::ResultSink into(std::string& text) {
  return [&text](std::string_view piece) {
    text += piece;
    return Status{};
  };
}

Status read_stream(std::string_view text, const registers::FactSink& sink,
                   registers::ReadSummary& summary, std::size_t piece = 100'000) {
  FactStreamReader reader("stream", sink, SourcePlace("/elsewhere/a.xml", false));
  for (std::size_t at = 0; at < text.size(); at += piece) {
    PIGNUS_TRY(reader.write(text.substr(at, piece)));
  }
  return reader.end(summary);
}

RC_GTEST_PROP(FactStream, ComesBackWhateverThePieces, (std::uint64_t seed)) {
  AnyFact any(seed);
  std::vector<registers::Fact> facts;
  std::string text;
  FactStreamWriter writer(into(text));
  const registers::FactSink sink = writer.facts();
  for (std::uint64_t i = 0; i < seed % 20; ++i) {
    facts.push_back(any.of_kind(static_cast<int>(i % testing::kFactKinds)));
    RC_ASSERT(sink.on_fact(registers::Fact(facts.back())));
    if (i % 3 == 0) {
      RC_ASSERT(sink.on_problem(any.problem()));
    }
  }
  RC_ASSERT(writer.end(some_summary(), nullptr, kPlace).has_value());
  std::vector<registers::Fact> back;
  registers::ReadSummary summary;
  const Status read = read_stream(text,
                                  {[&back](registers::Fact&& fact) {
                                     back.push_back(std::move(fact));
                                     return true;
                                   },
                                   [](registers::Problem&&) { return true; }},
                                  summary, 1 + static_cast<std::size_t>(seed % 97));
  RC_ASSERT(read.has_value());
  RC_ASSERT(back == facts);
  RC_ASSERT(summary.readers == some_summary().readers);
  RC_ASSERT(summary.others == some_summary().others);
  RC_ASSERT(summary.records == 5U);
}

TEST(FactStream, AnErrorSpeaksOfThePlaceOfWhoReadsIt) {
  std::string text;
  FactStreamWriter writer(into(text));
  const Error error{ErrorCode::kLimitExceeded,
                    "/data/in/a.xml and /data/in/b are too much",
                    {"/data/in/a.xml", 4, "field"}};
  ASSERT_TRUE(writer.end(some_summary(), &error, kPlace));
  registers::ReadSummary summary;
  const Status read = read_stream(text, FactList().sink(), summary);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), (Error{ErrorCode::kLimitExceeded,
                                 "/elsewhere/a.xml and /elsewhere/b are too much",
                                 {"/elsewhere/a.xml", 4, "field"}}));
  EXPECT_EQ(text.find("/data"), std::string::npos);
}

TEST(FactStream, WhatIsCutOffOrNoStreamIsRefused) {
  std::string text;
  FactStreamWriter writer(into(text));
  ASSERT_TRUE(writer.facts().on_fact(AnyFact(1).of_kind(1)));
  ASSERT_TRUE(writer.end(some_summary(), nullptr, kPlace));
  registers::ReadSummary summary;
  for (std::size_t bytes = 0; bytes < text.size(); ++bytes) {
    EXPECT_FALSE(read_stream(text.substr(0, bytes), FactList().sink(), summary)) << bytes;
  }
  EXPECT_TRUE(read_stream(text, FactList().sink(), summary));
  EXPECT_FALSE(read_stream(text + "{}\n", FactList().sink(), summary));
  EXPECT_FALSE(read_stream("{\"format\":\"pignus.facts/2\"}\n", FactList().sink(), summary));
  const Status bad =
      read_stream("{\"format\":\"pignus.facts/1\"}\n{\"fact\":1}\n", FactList().sink(), summary);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where.record, 2U);
}

TEST(FactStream, AReaderOfFactsThatRefusesEndsIt) {
  std::string text;
  FactStreamWriter writer(into(text));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(writer.facts().on_fact(AnyFact(1).of_kind(1)));
  ASSERT_TRUE(writer.end(some_summary(), nullptr, kPlace));
  int taken = 0;
  registers::ReadSummary summary;
  const Status read = read_stream(text,
                                  {[&taken](registers::Fact&&) { return ++taken < 3; },
                                   [](registers::Problem&&) { return true; }},
                                  summary);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(taken, 3);
}

/// What a worker's stream of the source gives, and what reading it here gives.
void expect_the_same(const fs::path& source, const fleet::InputFiles& inputs,
                     const std::vector<std::string>& names, const SourceReading& reading) {
  std::string text;
  const Status worked = read_facts(inputs, read_facts_parameters(names, reading, ""), into(text));
  ASSERT_TRUE(worked) << describe(worked.error());
  EXPECT_EQ(text.find("pignus-read-"), std::string::npos);
  FactList there;
  FactList here;
  registers::ReadSummary of_there;
  registers::ReadSummary of_here;
  FactStreamReader stream("stream", there.sink(), SourcePlace(source, reading.plain));
  ASSERT_TRUE(stream.write(text));
  const Status read_there = stream.end(of_there);
  const Status read_here = read_as(source, reading, here.sink(), silent_progress(), of_here);
  ASSERT_EQ(read_there.has_value(), read_here.has_value());
  if (!read_here) {
    EXPECT_EQ(read_there.error(), read_here.error());
  }
  EXPECT_EQ(there.rights, here.rights);
  EXPECT_EQ(there.events, here.events);
  EXPECT_EQ(there.recordings, here.recordings);
  ASSERT_EQ(there.problems.size(), here.problems.size());
  for (std::size_t i = 0; i < here.problems.size(); ++i) {
    EXPECT_EQ(there.problems[i].error, here.problems[i].error);
    EXPECT_EQ(there.problems[i].sha256, here.problems[i].sha256);
  }
  EXPECT_EQ(of_there.format, of_here.format);
  EXPECT_EQ(of_there.readers, of_here.readers);
  EXPECT_EQ(of_there.records, of_here.records);
  EXPECT_EQ(of_there.bytes, of_here.bytes);
}

TEST(ReadFacts, AFileIsReadAsHere) {
  const TemporaryFolder folder;
  const fs::path source = kExamples / "one-family" / "docdb.xml";
  fs::copy(source, folder.path() / "0123abcd");  // as a cache calls it
  expect_the_same(source, {folder.path() / "0123abcd"}, {"docdb.xml"}, {});
}

TEST(ReadFacts, AFileThatNobodyReadsFailsAsHere) {
  const TemporaryFolder folder;
  const fs::path source = folder.path() / "letter.bin";
  ASSERT_TRUE(write_file_atomically(source, "no register at all"));
  expect_the_same(source, {source}, {"letter.bin"}, {});
}

TEST(ReadFacts, AFolderOfThePlainFormatIsReadAsHereGoodOrBad) {
  const TemporaryFolder folder;
  fs::copy(kExamples / "mingheng-sensors" / "registers", folder.path() / "registers");
  SourceReading reading;
  reading.plain = true;
  for (const bool stranger : {false, true}) {
    const fs::path source = folder.path() / "registers";
    if (stranger) fs::copy(source / "rights.csv", source / "stranger.csv");
    fleet::InputFiles inputs;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(source)) {
      inputs.push_back(entry.path());
      names.push_back(entry.path().filename().string());
    }
    expect_the_same(source, inputs, names, reading);
  }
}

TEST(ReadFacts, ParametersThatAreNotOursAreRefused) {
  const fs::path source = kExamples / "one-family" / "docdb.xml";
  const Json good = read_facts_parameters({"docdb.xml"}, {}, "");
  const auto run = [&](const Json& parameters) {
    return read_facts({source}, parameters, [](std::string_view) { return Status{}; });
  };
  EXPECT_TRUE(run(good));
  for (const auto& [name, value] : good.items()) {
    Json bad = good;
    bad.erase(name);
    EXPECT_FALSE(run(bad)) << name;
    bad[name] = 3.5;
    EXPECT_FALSE(run(bad)) << name;
  }
  Json more = good;
  more["stranger"] = true;
  EXPECT_FALSE(run(more));
  more = good;
  more["mapping"] = "no mapping";
  EXPECT_FALSE(run(more));
}

}  // namespace
}  // namespace pignus::fleetwork
