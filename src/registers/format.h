// The formats Pignus knows, one entry a format, listed by office. read_file.h tells them apart by
// content and calls the reader; `pignus formats` prints the list.
#pragma once

#include <span>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// `file` names the source in facts and errors. What every reader keeps: facts and problems in the
/// order of the file; a bad record is a problem and never stops it; an error ends the file.
using Reader = Status (*)(ByteSource& source, std::string_view file, const FactSink& sink);

struct Format {
  std::string_view id;        ///< "uspto-grant": also Source::registry of its facts
  std::string_view name;      ///< "USPTO grants, XML"
  std::string_view versions;  ///< those the reader was tested on: "v4.0 to v4.7"
  /// `head`: the first bytes, up to 64 KiB, without a byte-order mark. Never fails.
  bool (*recognises)(std::string_view head);
  Reader read;  ///< nullptr: known, not yet read
  /// Of the reader: raised when it keeps more of a file, or reads something of it otherwise. A file
  /// imported by an earlier revision is read again when it is given again.
  int revision = 1;
};

/// One function an office, in its own folder. The order within decides where two would recognise.
std::span<const Format> uspto_formats();
std::span<const Format> trademark_formats();
std::span<const Format> wipo_formats();
std::span<const Format> euipo_formats();
std::span<const Format> kipo_formats();
std::span<const Format> epo_formats();
std::span<const Format> reference_formats();
std::span<const Format> cnipa_formats();
std::span<const Format> jpo_formats();
std::span<const Format> st36_formats();

/// The format of a file that begins so; nullptr when none recognises it. Offices are asked in a
/// fixed order.
const Format* format_of(std::string_view head);
/// The format of that id, nullptr when there is none.
const Format* format_by_id(std::string_view id);
/// Calls `visit` for every format, in the order they are asked.
void for_each_format(void (*visit)(const Format& format, void* context), void* context);

/// Tells the caller that a file says it is of a version that the reader was not tested on: one
/// problem (kUnsupported, record 0, field "version") naming both; reading goes on as far as it can.
/// False: the sink wants no more.
bool report_new_version(const FactSink& sink, std::string_view file, std::string_view found,
                        std::string_view known);

/// The root element of an XML file is one of these (local name, prefix ignored).
bool rooted_in(std::string_view head, std::initializer_list<std::string_view> roots);

}  // namespace pignus::registers
