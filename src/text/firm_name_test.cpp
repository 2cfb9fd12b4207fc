#include "text/firm_name.h"

#include <gtest/gtest.h>

namespace pignus::text {
namespace {

TEST(FirmName, CasePunctuationAndWidthDoNotTellFirmsApart) {
  EXPECT_TRUE(same_firm_name("U.S. WELL SERVICES, LLC", "U.S. Well Services LLC"));
  EXPECT_TRUE(same_firm_name("ＡＢＣ　Ｓｅｎｓｏｒｓ Co., Ltd.", "ABC SENSORS CO. LTD"));
  EXPECT_TRUE(same_firm_name("明蘅传感（宁波）有限公司", "明蘅传感(宁波) 有限公司"));
  EXPECT_TRUE(same_firm_name("Smith & Sons Limited", "SMITH AND SONS LTD."));
  EXPECT_TRUE(same_firm_name("Men's Tools Inc", "Mens Tools, Inc."));
}

TEST(FirmName, LegalFormsHaveOneSpellingEach) {
  EXPECT_EQ(fold_firm_name("Mingheng Sensors Company Limited").legal_form, "co ltd");
  EXPECT_EQ(fold_firm_name("Mingheng Sensors Co.,Ltd").legal_form, "co ltd");
  EXPECT_EQ(fold_firm_name("MINGHENG SENSORS CO., LTD.").stem, "minghengsensors");
  EXPECT_TRUE(same_firm_name("明蘅传感有限责任公司", "明蘅传感有限公司"));
  EXPECT_TRUE(same_firm_name("Acme Corporation", "ACME CORP."));
  EXPECT_TRUE(same_firm_name("Acme L.L.C.", "Acme LLC"));
}

TEST(FirmName, AnotherLegalFormIsAnotherFirm) {
  EXPECT_FALSE(same_firm_name("Google Inc.", "Google LLC"));
  EXPECT_FALSE(same_firm_name("明蘅传感股份有限公司", "明蘅传感有限公司"));
  EXPECT_TRUE(same_firm_name("Google", "Google LLC"));
}

TEST(FirmName, NearNamesAreNotTheSame) {
  EXPECT_FALSE(same_firm_name("Mingheng Sensors Co., Ltd.", "Mingheng Sensor Co., Ltd."));
  EXPECT_FALSE(same_firm_name("U.S. Well Services, LLC", "USWS Holdings LLC"));
  EXPECT_FALSE(same_firm_name("明蘅传感有限公司", "明衡传感有限公司"));
  EXPECT_FALSE(same_firm_name("", ""));
  EXPECT_FALSE(same_firm_name("***", "---"));
}

TEST(FirmName, AWordEndingLikeAFormIsNotCut) {
  EXPECT_EQ(fold_firm_name("Texaco").stem, "texaco");
  EXPECT_EQ(fold_firm_name("Tesco").legal_form, "");
  EXPECT_EQ(fold_firm_name("Limited").stem, "limited");
  EXPECT_EQ(fold_firm_name("有限公司").stem, "有限公司");
}

TEST(FirmName, BrokenBytesDoNotCrash) {
  EXPECT_FALSE(same_firm_name("Acme\xff\xfe", "Acme"));
  EXPECT_TRUE(same_firm_name("Acme\xff", "Acme\xff"));
}

}  // namespace
}  // namespace pignus::text
