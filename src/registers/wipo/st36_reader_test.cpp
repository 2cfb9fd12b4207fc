#include "registers/wipo/st36_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "registers/format.h"
#include "registers/wipo/bibliography.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::IsEmpty;
using testing::StringSource;

FactList read(const std::string& text) {
  StringSource source(text, 23);
  FactList list;
  const Status status = read_st36_documents(source, "a.xml", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kEuropean = R"(<?xml version="1.0" encoding="UTF-8"?>
<x:ep-patent-document xmlns:x="urn:x" country="EP" lang="de" dtd-version="v1.5" status="n">
<x:bibliographic-data>
 <x:publication-reference data-format="docdb"><x:document-id><x:doc-number>9</x:doc-number>
 </x:document-id></x:publication-reference>
 <x:publication-reference><x:document-id><x:country>EP</x:country>
  <x:doc-number>0240590</x:doc-number><x:kind>B1</x:kind><x:date>19900704</x:date>
 </x:document-id></x:publication-reference>
 <x:application-reference><x:document-id><x:country>EP</x:country>
  <x:doc-number>86104871</x:doc-number><x:date>19860400</x:date></x:document-id>
 </x:application-reference>
 <x:classification-ipcr><x:section>G</x:section><x:class>01</x:class><x:subclass>N</x:subclass>
  <x:main-group>33</x:main-group><x:subgroup>53</x:subgroup></x:classification-ipcr>
 <x:classifications-cpc><x:main-cpc><x:classification-cpc><x:section>H</x:section>
  <x:class>04</x:class><x:subclass>L</x:subclass><x:main-group>9</x:main-group>
  <x:subgroup>32</x:subgroup></x:classification-cpc></x:main-cpc></x:classifications-cpc>
 <x:invention-title lang="de">Beutel</x:invention-title>
 <x:invention-title lang="en">Bag</x:invention-title>
 <x:parties><x:applicants><x:applicant><x:addressbook><x:orgname>A AG</x:orgname>
   <x:address><x:street>Weg 1</x:street><x:city>Ort</x:city><x:country>DE</x:country></x:address>
   </x:addressbook></x:applicant></x:applicants>
  <x:inventors><x:inventor><x:addressbook><x:last-name>Muster</x:last-name>
   <x:first-name>Max</x:first-name></x:addressbook></x:inventor></x:inventors></x:parties>
 <x:designation-of-states><x:designation-epc><x:contracting-states><x:country>DE</x:country>
  <x:country>FR</x:country></x:contracting-states></x:designation-epc></x:designation-of-states>
 <x:references-cited><x:citation><x:patcit><x:document-id><x:country>US</x:country>
  <x:doc-number>4567890</x:doc-number><x:kind>A</x:kind><x:date>19860204</x:date></x:document-id>
  </x:patcit><x:category>X</x:category></x:citation>
  <x:citation><x:nplcit>A book</x:nplcit></x:citation></x:references-cited>
 <x:number-of-claims>7</x:number-of-claims>
</x:bibliographic-data>
<x:claims lang="de"><x:claim/></x:claims><x:claims lang="en"><x:claim/></x:claims>
</x:ep-patent-document>)";

TEST(St36, ReadsADocumentOfAnotherOffice) {
  const FactList list = read(kEuropean);
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 1U);
  const RightRecord& one = list.rights.front();
  EXPECT_EQ(one.id.value, "EP-P-0240590");
  EXPECT_EQ(one.grant_number, "EP0240590B1");
  EXPECT_EQ(one.grant_date.text(), "1990-07-04");
  EXPECT_EQ(one.filing_date.text(), "1986-04") << "day 00 is unknown";
  EXPECT_EQ(one.title, "Bag");
  EXPECT_THAT(one.classes, ElementsAre("G01N33/53", "H04L9/32"));
  ASSERT_EQ(one.owners.size(), 1U);
  EXPECT_EQ(one.owners.front(), (Party{"A AG", "DE", ""}));
  EXPECT_THAT(one.inventors, ElementsAre("Max Muster"));
  EXPECT_THAT(one.designated_states, ElementsAre("DE", "FR"));
  EXPECT_EQ(one.claim_count, 7);
  ASSERT_EQ(one.citations.size(), 2U);
  EXPECT_EQ(one.citations[0].document, "US4567890A");
  EXPECT_FALSE(one.citations[1].is_patent);
  EXPECT_EQ(one.details.at("dtd_version"), "v1.5");
  EXPECT_EQ(one.details.at("owner_address"), "Weg 1, Ort");
  EXPECT_EQ(one.details.at("untested"), "yes");
  EXPECT_EQ(format_of(kEuropean)->id, "wipo-st36");
}

TEST(St36, ABadDocumentIsAProblem) {
  for (const char* text :
       {"<kr-patent-document/>", "<kr-patent-document><bibliographic-data/></kr-patent-document>",
        "<kr-patent-document><bibliographic-data></kr-patent-document>", "<kr-patent-document>"}) {
    const FactList list = read(text);
    EXPECT_THAT(list.rights, IsEmpty()) << text;
    EXPECT_EQ(list.problems.size(), 1U) << text;
  }
}

TEST(St36, DeepNestingEnds) {
  std::string text = "<wo-patent-document><bibliographic-data>";
  for (int i = 0; i < 50'000; ++i) text += "<parties>";
  for (int i = 0; i < 50'000; ++i) text += "</parties>";
  const FactList list = read(text + "</bibliographic-data></wo-patent-document>");
  EXPECT_EQ(list.problems.size(), 1U);
}

TEST(IpcSymbol, ReadsTheFormsOfOffices) {
  EXPECT_EQ(ipc_symbol("G09G    3/36    (2006.01)"), "G09G3/36");
  EXPECT_EQ(ipc_symbol("A23L  17/00        20160101AFI20211129BHJP        "), "A23L17/00");
  EXPECT_EQ(ipc_symbol("Int.Cl. G09G 3/3208"), "G09G3/3208");
  EXPECT_EQ(ipc_symbol("H04L 0029/08"), "H04L29/08");
  EXPECT_EQ(ipc_symbol("G06"), "G06");
  EXPECT_EQ(ipc_symbol("11-01"), "11-01");
  EXPECT_EQ(ipc_symbol("A61N5/00"), "A61N5/00");
  EXPECT_EQ(ipc_symbol(""), "");
}

}  // namespace
}  // namespace pignus::registers
