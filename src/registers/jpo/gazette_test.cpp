#include "registers/jpo/gazette.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "registers/format.h"
#include "registers/jpo/dates.h"
#include "support/fact_list.h"
#include "support/replaced.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::IsEmpty;
using testing::replaced;
using testing::StringSource;

FactList read(const std::string& text) {
  StringSource source(text, 17);
  FactList list;
  const Status status = read_jpo_gazette(source, "a.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

// A made-up patent.
std::string granted() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE jp-official-gazette PUBLIC "-//JPO//DTD PATENT GAZETTE 1.0//EN" "gat.dtd">
<jp-official-gazette kind-of-jp="B2" kind-of-st16="B2" lang="ja" dtd-version="1.0" country="JP"
 xmlns:jp="http://www.jpo.go.jp"><bibliographic-data lang="ja" country="JP">
 <publication-reference><document-id><country>JP</country><doc-number>6999991</doc-number>
  <kind>特許公報(B2)</kind><date>20220120</date></document-id></publication-reference>
 <application-reference><document-id><doc-number>2018123456</doc-number>
  <date>平成３０年６月２８日</date></document-id></application-reference>
 <dates-of-public-availability><unexamined-printed-without-grant><document-id>
  <doc-number>2020001234</doc-number><kind>A</kind><date>20200109</date></document-id>
  </unexamined-printed-without-grant></dates-of-public-availability>
 <jp:registration-number>6999991</jp:registration-number>
 <jp:date-of-registration><date>20211224</date></jp:date-of-registration>
 <priority-claims><priority-claim sequence="1"><country>US</country>
  <doc-number>62/123,456</doc-number><date>20170630</date></priority-claim></priority-claims>
 <invention-title>袋</invention-title>
 <parties><jp:applicants-agents-article><jp:applicants-agents sequence="1">
  <applicant sequence="1"><addressbook><name>甲株式会社</name>
   <registered-number>000000001</registered-number></addressbook></applicant>
  <agent sequence="1" jp:kind="representative"><addressbook><name>丙</name></addressbook>
   <jp:attorney/></agent></jp:applicants-agents></jp:applicants-agents-article>
  <inventors><inventor><addressbook><name>乙</name></addressbook></inventor></inventors></parties>
 <classification-ipc><edition/><main-clsf>A41D   1/00        20060101AFI20211129BHJP</main-clsf>
  <further-clsf>B65D  81/26        20060101ALI20211129BHJP</further-clsf></classification-ipc>
 <classification-national><country>JP</country><main-clsf>A41D1/00 101H</main-clsf>
 </classification-national>
 <number-of-claims jp:adopted-law="claim">2</number-of-claims>
 <references-cited><citation><patcit num="1"><text>特開２０１２−００１２３４（ＪＰ，Ａ）</text></patcit>
 </citation></references-cited>
 <jp:request-for-examination true-or-false="true"/>
 <jp:theme-code-info><jp:theme-code>3B001</jp:theme-code></jp:theme-code-info>
</bibliographic-data><description><citation-list><patent-literature><p>
 <patcit num="1"><text>特開平８−９９３２号公報</text></patcit></p></patent-literature>
 <non-patent-literature><p><nplcit num="1"><text>甲の本</text></nplcit></p></non-patent-literature>
 </citation-list></description>
<claims><claim num="1"/><claim num="2"/></claims><drawings><figure num="1"/></drawings>
<jp:written-amendment-group><claims><claim num="9"/></claims></jp:written-amendment-group>
</jp-official-gazette>
)";
}

TEST(JpoGazette, ReadsAGrant) {
  const FactList list = read(granted());
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "JP-P-6999991");
  EXPECT_EQ(one.type, RightType::kInvention);
  EXPECT_EQ(one.application_number, "JP2018123456");
  EXPECT_EQ(one.grant_number, "JP6999991B2");
  EXPECT_EQ(one.publication_number, "JP2020001234A");
  EXPECT_EQ(one.filing_date.text(), "2018-06-28") << "a year of a reign";
  EXPECT_EQ(one.grant_date.text(), "2021-12-24") << "registered before the gazette";
  EXPECT_EQ(one.known.iso(), "2022-01-20") << "known from the gazette";
  EXPECT_EQ(one.priority_date.text(), "2017-06-30");
  EXPECT_EQ(one.title, "袋");
  ASSERT_EQ(one.owners.size(), 1U);
  EXPECT_EQ(one.owners.front(), (Party{"甲株式会社", "", "000000001"}));
  EXPECT_THAT(one.inventors, ElementsAre("乙"));
  EXPECT_THAT(one.classes, ElementsAre("A41D1/00", "B65D81/26"));
  EXPECT_EQ(one.claim_count, 2);
  EXPECT_EQ(one.figure_count, 1);
  EXPECT_EQ(one.details.at("agent"), "丙");
  EXPECT_EQ(one.details.at("national_classes"), "A41D1/00 101H");
  EXPECT_EQ(one.details.at("examination_requested"), "yes");
  EXPECT_EQ(one.details.at("theme_codes"), "3B001");
  ASSERT_EQ(one.citations.size(), 3U);
  EXPECT_TRUE(one.citations[0].by_examiner);
  EXPECT_EQ(one.citations[0].document, "JP2012001234A");
  EXPECT_EQ(one.citations[1].document, "JPH089932A");
  EXPECT_FALSE(one.citations[1].by_examiner) << "the applicant names it";
  EXPECT_FALSE(one.citations[2].is_patent);
}

TEST(JpoGazette, KindsMakeTheirRights) {
  const auto id = [](const std::string& kind, const std::string& number) {
    std::string text = replaced(granted(), "kind-of-st16=\"B2\"", "kind-of-st16=\"" + kind + "\"");
    text = replaced(text, "6999991", number);
    const FactList list = read(text);
    EXPECT_EQ(list.rights.size(), 1U) << kind;
    return list.rights.empty() ? "" : list.rights.front().id.value;
  };
  EXPECT_EQ(id("A", "2020001234"), "JP-P-2020001234");
  EXPECT_EQ(id("U", "3123456"), "JP-U-3123456");
  EXPECT_EQ(id("S", "1680731"), "JP-D-1680731");
  EXPECT_EQ(id("A", "平08-123456"), "JP-P-H08123456");
}

TEST(JpoGazette, ReadsShiftJisAndEuc) {
  // "袋" is 91 DC in Shift_JIS, C2 DE in EUC-JP; the other Japanese text goes.
  std::string plain = granted();
  for (const char* word :
       {"特許公報(B2)", "平成３０年６月２８日", "甲株式会社", "丙", "乙",
        "特開２０１２−００１２３４（ＪＰ，Ａ）", "特開平８−９９３２号公報", "甲の本"}) {
    plain = replaced(plain, word, "");
  }
  const std::pair<const char*, const char*> encodings[] = {{"Shift_JIS", "\x91\xdc"},
                                                           {"EUC-JP", "\xc2\xde"}};
  for (const auto& [name, bag] : encodings) {
    const std::string text = replaced(replaced(plain, "UTF-8", name), "袋", bag);
    const FactList list = read(text + text);
    ASSERT_EQ(list.rights.size(), 2U) << name;
    EXPECT_EQ(list.rights.back().title, "袋") << name;
    EXPECT_THAT(list.problems, IsEmpty()) << name;
    const FactList broken = read(replaced(text, bag, "\xff\xff"));
    EXPECT_FALSE(broken.problems.empty()) << "what is no character is told";
  }
}

TEST(JpoGazette, ABadDocumentIsAProblem) {
  const std::pair<const char*, const char*> breaks[] = {{"<doc-number>6999991</doc-number>", ""},
                                                        {"6999991", "69x"},
                                                        {"<date>20220120</date>", ""},
                                                        {"</claims><drawings>", "<drawings>"}};
  for (const auto& [from, to] : breaks) {
    const FactList list = read(granted() + replaced(granted(), from, to) + granted());
    EXPECT_EQ(list.rights.size(), 2U) << from;
    ASSERT_GE(list.problems.size(), 1U) << from;
    EXPECT_EQ(list.problems.front().error.where.record, 2U) << from;
  }
  const FactList lesser = read(replaced(granted(), "平成３０年６月２８日", "平成三十年"));
  EXPECT_EQ(lesser.rights.size(), 1U);
  EXPECT_EQ(lesser.problems.size(), 1U);
  const FactList version = read(replaced(granted(), "dtd-version=\"1.0\"", "dtd-version=\"2.0\""));
  EXPECT_EQ(version.rights.size(), 1U);
  ASSERT_EQ(version.problems.size(), 1U);
  EXPECT_EQ(version.problems.front().error.where.field, "version");
}

TEST(JpoGazette, IsToldByContent) {
  EXPECT_EQ(format_of(granted())->id, "jpo-gazette");
  const Format* newer = format_of(
      "<?xml version=\"1.0\"?><jppat:UnexaminedPatentPublication "
      "xmlns:jppat=\"http://www.jpo.go.jp/"
      "standards/XMLSchema/ST96/JPPatent\"/>");
  ASSERT_NE(newer, nullptr);
  EXPECT_EQ(newer->id, "jpo-gazette-st96");
  EXPECT_EQ(newer->read, nullptr) << "no sample was at hand";
}

TEST(JapaneseDate, ReadsReigns) {
  for (const char* text : {"20180628", "2018-06-28", "平成30年6月28日", "平成３０年６月２８日",
                           "H30.6.28", "4300628", "2018年6月28日"}) {
    const auto date = japanese_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->text(), "2018-06-28") << text;
  }
  EXPECT_EQ(japanese_date("令和元年5月1日")->text(), "2019-05-01");
  EXPECT_EQ(japanese_date("昭和64年1月7日")->text(), "1989-01-07");
  EXPECT_TRUE(japanese_date("")->empty());
  for (const char* text : {"x", "平成", "6300628", "平成30年13月1日"}) {
    const auto date = japanese_date(text);
    EXPECT_TRUE(!date || !date->known()) << text;
  }
}

TEST(JpoDocumentNumber, ReadsTheCodeOfTheServices) {
  EXPECT_EQ(jpo_document_number("JPA 414233033"), "JP2002233033A");
  EXPECT_EQ(jpo_document_number("JPA 408167522"), "JPH08167522A");
  EXPECT_EQ(jpo_document_number("JPA 360046093"), "JPS6046093A");
  EXPECT_EQ(jpo_document_number("JPA 503090037"), "JP2021090037A");
  EXPECT_EQ(jpo_document_number("JPB 6020757"), "JP6020757B");
  EXPECT_EQ(jpo_document_number("USA 5555555"), "USA 5555555");
  EXPECT_EQ(jpo_document_number("JPA 999999999"), "JPA 999999999");
}

}  // namespace
}  // namespace pignus::registers
