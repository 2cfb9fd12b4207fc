// Texts of rights from the shared files, for judging measures of similarity on proxies
// (docs/methods/text-similarity.md): titles of one technology with their classes, abstracts and
// claims of grants, in English and Chinese.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <numeric>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "core/random_stream.h"
#include "core/result.h"
#include "core/utf8.h"
#include "registers/io/byte_sources.h"
#include "registers/io/record_cutter.h"
#include "text/firm_name.h"
#include "text/proxy_pairs.h"
#include "text/right_text.h"

namespace pignus::testing {

struct ProxyText {
  text::RightText text;
  int year = 0;
  std::string family;
  std::string owner;
  std::vector<std::string> single_claims;
};

inline std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(";;"), list.size());
    std::string part = trim(list.substr(0, end));
    if (!part.empty() && part != "NA") {
      parts.push_back(std::move(part));
    }
    list.remove_prefix(std::min(end + 2, list.size()));
  }
  return parts;
}

/// Publications that share a priority, directly or through others, have one number.
inline std::vector<std::size_t> families_of(const std::vector<std::vector<std::string>>& numbers) {
  std::vector<std::size_t> parent(numbers.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) {
      i = parent[i] = parent[parent[i]];
    }
    return i;
  };
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (const std::string& number : numbers[i]) {
      const auto [place, added] = first.try_emplace(number, i);
      const std::size_t one = root(i);
      const std::size_t other = root(place->second);
      parent[std::max(one, other)] = std::min(one, other);
    }
  }
  std::vector<std::size_t> families;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    families.push_back(root(i));
  }
  return families;
}

/// models/drones/lens_drones.csv.zip: columns publication_number, publication_year,
/// priority_numbers, title, applicants and cpc_classifications are read.
inline Result<std::vector<ProxyText>> read_drones(const std::filesystem::path& path) {
  std::string bytes;
  PIGNUS_TRY(registers::visit_members(
      path, {}, [&](const std::string&, registers::ByteSource& source) -> Status {
        std::string buffer(std::size_t{1} << 20, '\0');
        while (true) {
          PIGNUS_ASSIGN(const std::size_t got, source.read(buffer.data(), buffer.size()));
          if (got == 0) {
            return {};
          }
          bytes.append(buffer, 0, got);
        }
      }));
  PIGNUS_ASSIGN(const CsvTable table, parse_csv(bytes, "lens_drones.csv"));
  std::vector<ProxyText> texts;
  std::vector<std::vector<std::string>> priorities;
  for (const CsvRow& row : table.rows) {
    ProxyText one;
    one.text.id = table.at(row, "publication_number");
    one.text.title = table.at(row, "title");
    one.text.classes = split_list(table.at(row, "cpc_classifications"));
    one.year = std::atoi(std::string(table.at(row, "publication_year")).c_str());
    const auto owners = split_list(table.at(row, "applicants"));
    if (!owners.empty()) {
      const text::FirmName name = text::fold_firm_name(owners.front());
      one.owner = name.stem + "/" + name.legal_form;
    }
    texts.push_back(std::move(one));
    priorities.push_back(split_list(table.at(row, "priority_numbers")));
  }
  const std::vector<std::size_t> families = families_of(priorities);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i].family = texts[families[i]].text.id;
  }
  return texts;
}

/// A family is in one half or the other.
inline bool in_first_half(const ProxyText& text) {
  return RandomStream(1, "proxy/half/" + text.family).below(2) == 0;
}

inline text::StudiedRight studied(const ProxyText& text, const text::Tokenizer& tokenizer,
                                  const text::FieldWeights& weights) {
  return {text::bag_of(text.text, tokenizer, weights), text.year, text.family, text.owner};
}

/// Name without its prefix.
inline std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(std::min(name.find(':') + 1, name.size()));
}

inline void append_text(const pugi::xml_node& node, std::string& text) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
      text += ' ';
    } else {
      append_text(child, text);
    }
  }
}

/// Text of every element so named, outermost first, in order.
inline void find_texts(const pugi::xml_node& node, std::string_view name,
                       std::vector<std::string>& found) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) {
      append_text(child, found.emplace_back());
    } else {
      find_texts(child, name, found);
    }
  }
}
inline std::string first_text(const pugi::xml_node& node, std::string_view name) {
  std::vector<std::string> found;
  find_texts(node, name, found);
  return found.empty() ? "" : squeeze_spaces(found.front());
}
inline std::vector<std::string> all_texts(const pugi::xml_node& node, std::string_view name) {
  std::vector<std::string> found;
  find_texts(node, name, found);
  return found;
}

inline void add_whole(ProxyText one, std::vector<ProxyText>& texts, std::set<std::string>& ids) {
  for (const std::string& claim : one.single_claims) {
    one.text.claims += claim + "\n";
  }
  if (!one.text.id.empty() && !one.text.abstract_text.empty() && !one.text.claims.empty() &&
      ids.insert(one.text.id).second) {
    texts.push_back(std::move(one));
  }
}

/// Grants of the USPTO's XML (v4) below a folder that have an abstract and claims; each once.
inline Result<std::vector<ProxyText>> read_grant_texts(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".xml") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::vector<ProxyText> texts;
  std::set<std::string> ids;
  for (const std::filesystem::path& path : files) {
    PIGNUS_ASSIGN(const auto source, registers::open_plain_file(path));
    registers::RecordCutter cutter(*source, path.filename().string(), {"us-patent-grant"});
    while (true) {
      PIGNUS_ASSIGN(const auto record, cutter.next());
      if (!record) {
        break;
      }
      pugi::xml_document document;
      if (record->problem || !document.load_buffer(record->text.data(), record->text.size())) {
        continue;
      }
      const pugi::xml_node grant = document.document_element();
      const pugi::xml_node head = grant.child("us-bibliographic-data-grant");
      ProxyText one;
      one.text.id = first_text(head.child("publication-reference"), "doc-number");
      one.text.title = first_text(head, "invention-title");
      one.text.abstract_text = first_text(grant, "abstract");
      one.single_claims = all_texts(grant.child("claims"), "claim");
      add_whole(std::move(one), texts, ids);
    }
  }
  return texts;
}

/// CNIPA's publications in both generations of XML, one document a file.
inline Result<std::vector<ProxyText>> read_chinese_texts(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  std::vector<ProxyText> texts;
  std::set<std::string> ids;
  for (const std::filesystem::path& path : files) {
    PIGNUS_ASSIGN(const std::string bytes, read_file(path));
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size())) {
      continue;
    }
    const pugi::xml_node root = document.document_element();
    const auto either = [&](const char* newer, const char* older) {
      const std::string text = first_text(root, newer);
      return text.empty() ? first_text(root, older) : text;
    };
    ProxyText one;
    one.text.id = path.stem().string();
    one.text.title = either("InventionTitle", "invention-title");
    one.text.abstract_text = either("Abstract", "abstract");
    one.single_claims = all_texts(root, "Claim");
    if (one.single_claims.empty()) {
      one.single_claims = all_texts(root, "claim");
    }
    add_whole(std::move(one), texts, ids);
  }
  return texts;
}

}  // namespace pignus::testing
