#include "cli/settings.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <map>

#include "core/file.h"

namespace pignus::cli {
namespace {

Settings::Environment environment_of(std::map<std::string, std::string> values) {
  return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
    const auto it = values.find(std::string(name));
    return it == values.end() ? std::nullopt : std::optional(it->second);
  };
}

class SettingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "pignus-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(std::string_view text) {
    const auto path = folder_ / "pignus.toml";
    EXPECT_TRUE(write_file_atomically(path, text));
    return path.string();
  }
  std::filesystem::path folder_;
};

TEST_F(SettingsTest, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
  const auto file = write("seed = 3\nout = \"from-file\"\nlang = \"zh\"\n");
  const auto settings = Settings::load({{"seed", "9"}}, environment_of({{"PIGNUS_CONFIG", file},
                                                                        {"PIGNUS_SEED", "5"},
                                                                        {"PIGNUS_OUT", "from-env"},
                                                                        {"HOME", "/home/u"}}));
  ASSERT_TRUE(settings) << describe(settings.error());
  EXPECT_EQ(settings->value("seed"), "9");
  EXPECT_EQ(settings->value("out"), "from-env");
  EXPECT_EQ(settings->value("lang"), "zh");
  EXPECT_EQ(settings->value("db"), "/home/u/.local/share/pignus/pignus.db");
  EXPECT_EQ(settings->all()[0].origin, "default");
}

TEST_F(SettingsTest, AFleetIsATableOfTheFile) {
  const auto file = write("[fleet]\nurl = \"nats://a:4222\"\nname = \"bank\"\n");
  const auto settings =
      Settings::load({{"fleet.tls_ca", "ca.pem"}},
                     environment_of({{"PIGNUS_CONFIG", file}, {"PIGNUS_FLEET_NAME", "other"}}));
  ASSERT_TRUE(settings) << describe(settings.error());
  EXPECT_EQ(settings->value("fleet.url"), "nats://a:4222");
  EXPECT_EQ(settings->value("fleet.name"), "other");
  EXPECT_EQ(settings->setting("fleet.tls_ca").origin, "flag --tls-ca");
  EXPECT_EQ(settings->value("fleet.credentials"), "off");
  const auto wrong = write("[fleet]\npassword = \"never here\"\n");
  const auto refused = Settings::load({}, environment_of({{"PIGNUS_CONFIG", wrong}}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where.field, "fleet.password");
}

TEST_F(SettingsTest, LanguageFollowsTheLocale) {
  EXPECT_EQ(Settings::load({}, environment_of({{"LANG", "zh_CN.UTF-8"}}))->value("lang"), "zh");
  EXPECT_EQ(
      Settings::load({}, environment_of({{"LC_ALL", "C"}, {"LANG", "zh_CN.UTF-8"}}))->value("lang"),
      "en");
}

TEST_F(SettingsTest, AVariableSetToNothingIsNotSet) {
  const auto settings = Settings::load(
      {}, environment_of({{"PIGNUS_CONFIG", ""}, {"PIGNUS_OUT", ""}, {"HOME", "/no/such/home"}}));
  ASSERT_TRUE(settings) << describe(settings.error());
  EXPECT_EQ(settings->value("out"), "pignus-report");
  EXPECT_FALSE(Settings::load({{"out", ""}}, environment_of({{"HOME", "/no/such/home"}})));
}

TEST_F(SettingsTest, LimitsComeFromTheirTable) {
  const auto file = write("[limits]\nfile_size = \"3 GiB\"\nlog_files = 7\nchild_seconds = 9\n");
  const auto settings = Settings::load(
      {{"limits.log_files", "2"}},
      environment_of({{"PIGNUS_CONFIG", file}, {"PIGNUS_LIMIT_CHILD_SECONDS", "8"}}));
  ASSERT_TRUE(settings) << describe(settings.error());
  EXPECT_EQ(settings->limit("file_size"), std::uint64_t{3} << 30);
  EXPECT_EQ(settings->limit("child_seconds"), 8U);
  EXPECT_EQ(settings->limit("log_files"), 2U);
  EXPECT_EQ(settings->setting("limits.log_files").origin, "flag --limit log_files");
  EXPECT_EQ(settings->limit("disk_to_keep_free"), std::uint64_t{256} << 20);
}

TEST_F(SettingsTest, ALimitHasLimits) {
  const auto with = [this](std::string_view text) {
    const auto settings = Settings::load({}, environment_of({{"PIGNUS_CONFIG", write(text)}}));
    return settings ? std::string("accepted") : settings.error().where.field;
  };
  EXPECT_EQ(with("[limits]\nrecord_size = \"64 MiB\"\n"), "accepted");
  EXPECT_EQ(with("[limits]\nrecord_size = \"65 MiB\"\n"), "limits.record_size");
  EXPECT_EQ(with("[limits]\nrecord_size = \"much\"\n"), "limits.record_size");
  EXPECT_EQ(with("[limits]\nchild_seconds = 0\n"), "limits.child_seconds");
  EXPECT_EQ(with("[limits]\nfile_sise = 1\n"), "limits.file_sise");
  EXPECT_EQ(with("limits = 3\n"), "limits");
  EXPECT_EQ(with("[other]\nfile_size = 1\n"), "other");
  EXPECT_EQ(with("log_level = \"loud\"\n"), "log_level");
}

TEST_F(SettingsTest, TheDoctorGetsWhatCanBeUsed) {
  const auto file = write("seed = = 3\n");
  const auto settings = Settings::as_far_as_possible(
      {{"db", "/x.db"}},
      environment_of({{"PIGNUS_CONFIG", file}, {"PIGNUS_PATHS", "few"}, {"PIGNUS_SEED", "4"}}));
  EXPECT_EQ(settings.value("db"), "/x.db");
  EXPECT_EQ(settings.value("seed"), "4");
  EXPECT_EQ(settings.value("paths"), "20000");
  EXPECT_EQ(settings.file().string(), file);
}

TEST_F(SettingsTest, RefusesWithTheNameOfTheSetting) {
  const auto refused = [this](std::string_view text) {
    const auto settings = Settings::load({}, environment_of({{"PIGNUS_CONFIG", write(text)}}));
    return settings ? std::string("accepted") : settings.error().where.field;
  };
  EXPECT_EQ(refused("sead = 3\n"), "sead");
  EXPECT_EQ(refused("seed = 1.5\n"), "seed");
  EXPECT_EQ(refused("paths = 1\n"), "paths");
  EXPECT_EQ(refused("lang = \"fr\"\n"), "lang");
  EXPECT_EQ(refused("color = \"blue\"\n"), "color");
  const auto broken = Settings::load({}, environment_of({{"PIGNUS_CONFIG", write("seed = \n")}}));
  ASSERT_FALSE(broken);
  EXPECT_TRUE(broken.error().message.starts_with("line 1")) << broken.error().message;
  const auto missing = Settings::load({}, environment_of({{"PIGNUS_CONFIG", "/no/such/file"}}));
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::cli
