// Small spreadsheets made in memory for tests: an .xls of the few records its reader must know, and
// an .xlsx out of given parts.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pignus::testing {

inline std::string le(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}
inline std::string le(double value) {
  return le(std::bit_cast<std::uint64_t>(value), 8);
}
inline std::string biff(unsigned id, const std::string& body) {
  return le(id, 2) + le(body.size(), 2) + body;
}
inline std::string place(unsigned row, unsigned column, unsigned style) {
  return le(row, 2) + le(column, 2) + le(style, 2);
}

/// The stream of a workbook with one sheet; style 1 shows dates. `texts`: bodies of the table of
/// shared texts, the second and later ones as its continuation. `cells`: records of the sheet.
inline std::string workbook_stream(const std::string& sheet, const std::vector<std::string>& texts,
                                   const std::string& cells) {
  const std::string begin = biff(0x809, le(0x600, 2) + le(5, 2) + std::string(12, '\0'));
  std::string globals = begin + biff(0xE0, le(0, 4) + std::string(16, '\0')) +
                        biff(0xE0, le(0, 2) + le(14, 2) + std::string(16, '\0'));
  for (std::size_t i = 0; i < texts.size(); ++i) globals += biff(i == 0 ? 0xFC : 0x3C, texts[i]);
  const std::string name = le(sheet.size(), 1) + le(0, 1) + sheet;
  const std::size_t at = globals.size() + 4 + 6 + name.size() + 4;
  globals += biff(0x85, le(at, 4) + le(0, 2) + name) + biff(0x0A, "");
  return globals + begin + cells + biff(0x0A, "");
}

/// A compound file with one stream, in sectors of 512 bytes, long enough not to be a small one.
inline std::string compound_file(std::string stream, const std::string& name = "Workbook") {
  if (stream.size() < 4096) stream.resize(4096, '\0');
  const std::size_t size = stream.size();
  stream.resize((size + 511) / 512 * 512, '\0');
  const std::size_t sectors = stream.size() / 512;  // from sector 2 on; 0 the table, 1 the folder
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + le(0x3E, 2) +
                       le(3, 2) + le(0xFFFE, 2) + le(9, 2) + le(6, 2) + std::string(10, '\0');
  header += le(1, 4) + le(1, 4) + le(0, 4) + le(4096, 4) + le(0xFFFFFFFE, 4) + le(0, 4) +
            le(0xFFFFFFFE, 4) + le(0, 4) + le(0, 4);
  while (header.size() < 512) header += le(0xFFFFFFFF, 4);
  std::string table = le(0xFFFFFFFD, 4) + le(0xFFFFFFFE, 4);
  for (std::size_t i = 0; i < sectors; ++i) {
    table += le(i + 1 == sectors ? 0xFFFFFFFE : i + 3, 4);
  }
  while (table.size() < 512) table += le(0xFFFFFFFF, 4);
  const auto entry = [](const std::string& label, unsigned type, std::size_t start,
                        std::size_t bytes) {
    std::string out;
    for (const char c : label) out += le(static_cast<unsigned char>(c), 2);
    out.resize(64, '\0');
    out += le(2 * label.size() + 2, 2) + le(type, 1) + le(1, 1) + std::string(48, '\0');
    return out + le(start, 4) + le(bytes, 8);
  };
  std::string folder = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry(name, 2, 2, size);
  folder.resize(512, '\0');
  return header + table + folder + stream;
}

inline std::string xlsx_of(const std::map<std::string, std::string>& parts) {
  std::string out(std::size_t{1} << 20, '\0');
  std::size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_open_memory(zip, out.data(), out.size(), &used);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(zip, entry);
    archive_write_data(zip, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  out.resize(used);
  return out;
}

}  // namespace pignus::testing
