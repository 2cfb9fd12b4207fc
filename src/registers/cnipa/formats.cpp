#include <array>

#include "registers/cnipa/company_service.h"
#include "registers/cnipa/legal_status.h"
#include "registers/cnipa/publication.h"
#include "registers/format.h"
#include "registers/io/record_tree.h"

namespace pignus::registers {

namespace {

bool is_publication(std::string_view head) {
  return begins_tree(head, is_cnipa_root);
}

Status read_publications(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_cnipa_publications(source, file, sink);
}

Status read_legal_status(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_cnipa_legal_status(source, file, sink);
}

Status read_company_service(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_cnipa_company_service(source, file, sink);
}

constexpr std::array<Format, 3> kFormats{
    {{"cnipa-publication", "CNIPA publications, XML",
      "cn-patent-document (ST.36), PatentDocumentAndRelated V2.2.1", is_publication,
      read_publications},
     {"cnipa-legal-status", "CNIPA legal status and gazette records, text",
      "labelled fields; pledges and licences untested on real records", is_cnipa_legal_status,
      read_legal_status},
     {"cnipa-company-service",
      "Chinese business-data service, patents and trademarks of a firm, JSON",
      "lists and answers of 2017", is_cnipa_company_service, read_company_service}}};

}  // namespace

std::span<const Format> cnipa_formats() {
  return kFormats;
}

}  // namespace pignus::registers
