#include "registers/io/xml_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/xml_oracle.h"

namespace pignus::registers {
namespace {

using ::testing::HasSubstr;

std::string refusal(std::string_view text, XmlTreeLimits limits = {}) {
  XmlTree tree(XmlPrefixes::kKeep, limits);
  const auto root = tree.parse(text);
  return root ? "" : root.error().message;
}

TEST(XmlTree, NamesChildrenAndText) {
  XmlTree tree;
  const auto parsed = tree.parse(
      "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"]>\"><!-- > -->]>\n"
      "<a><b>one</b> <c/><b k='v'> two\n&amp; <i>three</i></b ></a>\n<!-- end -->");
  ASSERT_TRUE(parsed) << describe(parsed.error());
  const XmlNode root = *parsed;
  EXPECT_EQ(root.name(), "a");
  std::vector<std::string> names;
  for (const XmlNode node : root.children()) names.emplace_back(node.name());
  EXPECT_EQ(names, (std::vector<std::string>{"b", "c", "b"}));
  std::vector<std::string> texts;
  for (const XmlNode node : root.children("b")) texts.push_back(node.text());
  EXPECT_EQ(texts, (std::vector<std::string>{"one", "two & three"}));
  EXPECT_EQ(root.text(), "one two & three");
  EXPECT_EQ(root.child("c").text(), "");
  EXPECT_EQ(root.text("b"), "one");
  EXPECT_EQ(root.child("c").outer(), "<c/>");
  EXPECT_EQ(root.child("c").next_sibling().outer(), "<b k='v'> two\n&amp; <i>three</i></b >");
  EXPECT_EQ(root.child("c").next_sibling().raw(), " two\n&amp; <i>three</i>");
  EXPECT_EQ(root.find("i").parent().parent(), root);
  EXPECT_FALSE(root.find("i").next_sibling());
  EXPECT_FALSE(root.next_sibling());
  EXPECT_EQ(root.first_child(), root.child("b"));
}

TEST(XmlTree, NoneGivesNone) {
  const XmlNode none;
  EXPECT_FALSE(none);
  EXPECT_FALSE(none.child("x").first_child().next_sibling().parent().find("y"));
  EXPECT_TRUE(none.children().empty());
  EXPECT_TRUE(none.children("x").empty());
  EXPECT_EQ(none.text() + none.spaced_text() + std::string(none.raw()) + none.attribute("a"), "");
  EXPECT_EQ(none.name(), "");
  std::string scratch;
  EXPECT_EQ(none.text_in(scratch), "");
}

TEST(XmlTree, AttributesInEitherQuote) {
  XmlTree tree;
  const auto root = tree.parse("<a one=\"1 &lt;\" two = '>\n/' x:three=''/>");
  ASSERT_TRUE(root) << describe(root.error());
  EXPECT_EQ(root->attribute("one"), "1 <");
  EXPECT_EQ(root->attribute("two"), "> /");
  EXPECT_TRUE(root->has_attribute("x:three"));
  EXPECT_FALSE(root->has_attribute("three"));
  EXPECT_EQ(root->attribute("missing"), "");
}

TEST(XmlTree, PrefixesCanBeDropped) {
  XmlTree tree(XmlPrefixes::kDrop);
  const auto root = tree.parse("<e:a xmlns:e='urn:x' e:k='1'><b>2</b><e:b>3</e:b></e:a>");
  ASSERT_TRUE(root) << describe(root.error());
  EXPECT_EQ(root->name(), "a");
  EXPECT_EQ(root->attribute("k"), "1");
  EXPECT_EQ(root->child("b").next_sibling().text(), "3");
  EXPECT_EQ(root->child("b").next_sibling().outer(), "<e:b>3</e:b>");
  EXPECT_THAT(refusal("<e:a></f:a>"), HasSubstr("the end tag of another element than <e:a>"));
}

TEST(XmlTree, TextIsViewedWhereItStandsSo) {
  XmlTree tree;
  const std::string text =
      "<a><b> as is </b><c>two  blanks</c><d>caf&#233; &#x20ac;&#128169;</d></a>";
  const auto root = tree.parse(text);
  ASSERT_TRUE(root);
  std::string scratch;
  EXPECT_EQ(root->child("b").text_in(scratch).data(), text.data() + text.find("as is"));
  EXPECT_EQ(root->child("c").text_in(scratch), "two blanks");
  EXPECT_EQ(root->child("d").text_in(scratch), "caf\u00e9 \u20ac\U0001F4A9");
  EXPECT_EQ(root->child("b").spaced_text(), " as is ");
}

TEST(XmlTree, CommentsInstructionsAndDataAreNoElements) {
  XmlTree tree;
  const auto root =
      tree.parse("<a>1<!-- <b>no</b> --><?x <b> ?><![CDATA[<b>&amp;]]>&unknown; & 2<b>3</b></a>");
  ASSERT_TRUE(root) << describe(root.error());
  EXPECT_EQ(root->text(), "1<b>&amp;&unknown; & 23");
  EXPECT_EQ(root->text("b"), "3");
}

TEST(XmlTree, MalformedTextIsRefusedWithItsPlace) {
  EXPECT_EQ(refusal("<a><b></a>"),
            "malformed XML: the end tag of another element than <b> at byte 6");
  for (const std::string_view text : {"",
                                      "text",
                                      "<a>",
                                      "<a",
                                      "<a></a",
                                      "<a></a x>",
                                      "<a></ab>",
                                      "</a>",
                                      "<a/><b/>",
                                      "<a/>x",
                                      "x<a/>",
                                      "<a b></a>",
                                      "<a b=c/>",
                                      "<a b='1'c='2'/>",
                                      "<a b='1/>",
                                      "<a / >",
                                      "<a><1/></a>",
                                      "<a>< b/></a>",
                                      "<a><!-- </a>",
                                      "<a><![CDATA[ </a>",
                                      "<a><? </a>",
                                      "<a><!DOCTYPE b></a>",
                                      "<!DOCTYPE a [",
                                      "<![CDATA[x]]><a/>",
                                      "<a>&#0;</a>",
                                      "<a>&#xd800;</a>",
                                      "<a>&#;</a>",
                                      "<a>\xff</a>",
                                      "<>"}) {
    EXPECT_NE(refusal(text), "") << text;
  }
  EXPECT_EQ(refusal(std::string_view("<a>\0</a>", 8)), "a NUL byte");
}

TEST(XmlTree, BoundsAreKept) {
  EXPECT_THAT(refusal("<a>text</a>", {.bytes_max = 10}), HasSubstr("larger than 10 bytes"));
  EXPECT_THAT(refusal("<a><b/><b/></a>", {.elements_max = 2}), HasSubstr("more than 2 elements"));
  EXPECT_THAT(refusal("<a><b><c></c></b></a>", {.depth_max = 2}), HasSubstr("more than 2 deep"));
  EXPECT_THAT(refusal("<" + std::string(70'000, 'n') + "/>"), HasSubstr("a name longer"));
}

TEST(XmlTree, ATreeIsUsedAgain) {
  XmlTree tree;
  ASSERT_TRUE(tree.parse("<a><b>1</b></a>"));
  ASSERT_FALSE(tree.parse("<a><b>"));
  const auto root = tree.parse("<c>2</c>");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->text(), "2");
}

// Against pugixml, on whatever can be put together.
RC_GTEST_PROP(XmlTree, SeesWhatPugixmlSees, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "<b>", "</b>", "<c k='1' l = \"a&lt;\n b\">", "</c>", "<d/>", "<d  k='>'/>", "text", "  ",
      "\r\n", "&amp;", "&#x26;", "&#10;", "&x;", "&", "<!-- <b> -->", "<![CDATA[<c> & ]]>",
      "<?p <b> ?>", "]]>", "\u00e9", ">", "\"", "</c >"));
  std::string text = "<a>";
  for (const std::string& part : parts) text += part;
  text += "</a>";
  const auto differing = testing::xml_difference(text);
  RC_ASSERT(differing == "");
}

// What is well nested, so that the property above is not about refusals only.
RC_GTEST_PROP(XmlTree, SeesWhatPugixmlSeesInNestedElements, ()) {
  std::string text;
  std::vector<std::string> open;
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
  text += "<a>";
  for (const int step : steps) {
    const std::string name = step % 2 == 0 ? "b" : "long-name:c";
    if (step < 4) {
      text += "<" + name + (step < 2 ? " k='v &gt;'>" : ">");
      open.push_back(name);
    } else if (step < 8 && !open.empty()) {
      text += "</" + open.back() + ">";
      open.pop_back();
    } else {
      text += step == 8 ? "<d/>" : step == 9 ? " x\n y " : step == 10 ? "&lt;&#233;" : "<!--c-->";
    }
  }
  while (!open.empty()) {
    text += "</" + open.back() + ">";
    open.pop_back();
  }
  text += "</a>";
  XmlTree tree;
  RC_ASSERT(tree.parse(text).has_value());
  RC_ASSERT(testing::xml_difference(text) == "");
}

}  // namespace
}  // namespace pignus::registers
