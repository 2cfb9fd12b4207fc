// Grant XML made for tests: the shape of the office's files, with contents of our own.
#pragma once

#include <string>

namespace pignus::testing {

struct GrantParts {
  std::string number = "09999991";
  std::string kind = "B2";
  std::string date = "20200107";
  std::string title = "Made-up pump";
  std::string extra = {};  ///< further elements of the bibliography
  std::string description = "<p id=\"p-0001\">Nothing.</p>";
  std::string claims =
      "<claim id=\"CLM-00001\" num=\"00001\"><claim-text>1. A pump.</claim-text></claim>\n"
      "<claim id=\"CLM-00002\" num=\"00002\"><claim-text>2. The pump of <claim-ref "
      "idref=\"CLM-00001\">claim 1</claim-ref>.</claim-text></claim>\n"
      "<claim id=\"CLM-00003\" num=\"00003\"><claim-text>3. A method.</claim-text></claim>\n";
};

inline std::string grant_record(const GrantParts& parts = {}) {
  return "<us-patent-grant lang=\"EN\" dtd-version=\"v4.5 2014-04-03\" country=\"US\">\n"
         "<us-bibliographic-data-grant>\n<publication-reference>\n<document-id>\n"
         "<country>US</country>\n<doc-number>" +
         parts.number + "</doc-number>\n<kind>" + parts.kind + "</kind>\n<date>" + parts.date +
         "</date>\n</document-id>\n"
         "</publication-reference>\n<application-reference appl-type=\"utility\">\n"
         "<document-id>\n<country>US</country>\n<doc-number>15999991</doc-number>\n"
         "<date>20170203</date>\n</document-id>\n</application-reference>\n"
         "<invention-title id=\"d2e1\">" +
         parts.title + "</invention-title>\n" + parts.extra +
         "<number-of-claims>3</number-of-claims>\n</us-bibliographic-data-grant>\n"
         "<abstract id=\"abstract\"><p>A pump.</p></abstract>\n<description id=\"description\">\n" +
         parts.description +
         "\n</description>\n<us-claim-statement>What is claimed is:"
         "</us-claim-statement>\n<claims id=\"claims\">\n" +
         parts.claims + "</claims>\n</us-patent-grant>\n";
}

inline std::string grant_document(const GrantParts& parts = {}) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE us-patent-grant SYSTEM "
         "\"us-patent-grant-v45-2014-04-03.dtd\" [\n<!ENTITY US09999991-D1 SYSTEM "
         "\"US09999991-D1.TIF\" NDATA TIF>\n]>\n" +
         grant_record(parts);
}

}  // namespace pignus::testing
