#include "registers/epo/xml_entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace pignus::registers {

namespace {

struct Entity {
  std::string_view name;
  std::uint32_t code;
};

// ISO Latin 1 and 2, Greek and common punctuation, by name: sorted.
constexpr std::array kEntities = std::to_array<Entity>(
    {{"AElig", 0xc6},    {"Aacute", 0xc1},   {"Abreve", 0x102},  {"Acirc", 0xc2},
     {"Agrave", 0xc0},   {"Alpha", 0x391},   {"Amacr", 0x100},   {"Aogon", 0x104},
     {"Aring", 0xc5},    {"Atilde", 0xc3},   {"Auml", 0xc4},     {"Beta", 0x392},
     {"Cacute", 0x106},  {"Ccaron", 0x10c},  {"Ccedil", 0xc7},   {"Ccirc", 0x108},
     {"Cdot", 0x10a},    {"Chi", 0x3a7},     {"Dagger", 0x2021}, {"Dcaron", 0x10e},
     {"Delta", 0x394},   {"Dstrok", 0x110},  {"ENG", 0x14a},     {"ETH", 0xd0},
     {"Eacute", 0xc9},   {"Ecaron", 0x11a},  {"Ecirc", 0xca},    {"Edot", 0x116},
     {"Egrave", 0xc8},   {"Emacr", 0x112},   {"Eogon", 0x118},   {"Epsilon", 0x395},
     {"Eta", 0x397},     {"Euml", 0xcb},     {"Gamma", 0x393},   {"Gbreve", 0x11e},
     {"Gcedil", 0x122},  {"Gcirc", 0x11c},   {"Gdot", 0x120},    {"Hcirc", 0x124},
     {"Hstrok", 0x126},  {"IJlig", 0x132},   {"Iacute", 0xcd},   {"Icirc", 0xce},
     {"Idot", 0x130},    {"Igrave", 0xcc},   {"Imacr", 0x12a},   {"Iogon", 0x12e},
     {"Iota", 0x399},    {"Itilde", 0x128},  {"Iuml", 0xcf},     {"Jcirc", 0x134},
     {"Kappa", 0x39a},   {"Kcedil", 0x136},  {"Lacute", 0x139},  {"Lambda", 0x39b},
     {"Lcaron", 0x13d},  {"Lcedil", 0x13b},  {"Lmidot", 0x13f},  {"Lstrok", 0x141},
     {"Mu", 0x39c},      {"Nacute", 0x143},  {"Ncaron", 0x147},  {"Ncedil", 0x145},
     {"Ntilde", 0xd1},   {"Nu", 0x39d},      {"OElig", 0x152},   {"Oacute", 0xd3},
     {"Ocirc", 0xd4},    {"Odblac", 0x150},  {"Ograve", 0xd2},   {"Omacr", 0x14c},
     {"Omega", 0x3a9},   {"Omicron", 0x39f}, {"Oslash", 0xd8},   {"Otilde", 0xd5},
     {"Ouml", 0xd6},     {"Phi", 0x3a6},     {"Pi", 0x3a0},      {"Prime", 0x2033},
     {"Psi", 0x3a8},     {"Racute", 0x154},  {"Rcaron", 0x158},  {"Rcedil", 0x156},
     {"Rho", 0x3a1},     {"Sacute", 0x15a},  {"Scaron", 0x160},  {"Scedil", 0x15e},
     {"Scirc", 0x15c},   {"Sigma", 0x3a3},   {"THORN", 0xde},    {"Tau", 0x3a4},
     {"Tcaron", 0x164},  {"Tcedil", 0x162},  {"Theta", 0x398},   {"Tstrok", 0x166},
     {"Uacute", 0xda},   {"Ubreve", 0x16c},  {"Ucirc", 0xdb},    {"Udblac", 0x170},
     {"Ugrave", 0xd9},   {"Umacr", 0x16a},   {"Uogon", 0x172},   {"Upsilon", 0x3a5},
     {"Uring", 0x16e},   {"Utilde", 0x168},  {"Uuml", 0xdc},     {"Wcirc", 0x174},
     {"Xi", 0x39e},      {"Yacute", 0xdd},   {"Ycirc", 0x176},   {"Yuml", 0x178},
     {"Zacute", 0x179},  {"Zcaron", 0x17d},  {"Zdot", 0x17b},    {"Zeta", 0x396},
     {"aacute", 0xe1},   {"abreve", 0x103},  {"acirc", 0xe2},    {"acute", 0xb4},
     {"aelig", 0xe6},    {"agrave", 0xe0},   {"alpha", 0x3b1},   {"amacr", 0x101},
     {"amp", 0x26},      {"aogon", 0x105},   {"apos", 0x27},     {"aring", 0xe5},
     {"asymp", 0x2248},  {"atilde", 0xe3},   {"auml", 0xe4},     {"bdquo", 0x201e},
     {"beta", 0x3b2},    {"brvbar", 0xa6},   {"bull", 0x2022},   {"cacute", 0x107},
     {"ccaron", 0x10d},  {"ccedil", 0xe7},   {"ccirc", 0x109},   {"cdot", 0x10b},
     {"cedil", 0xb8},    {"cent", 0xa2},     {"chi", 0x3c7},     {"copy", 0xa9},
     {"curren", 0xa4},   {"dagger", 0x2020}, {"darr", 0x2193},   {"dcaron", 0x10f},
     {"deg", 0xb0},      {"delta", 0x3b4},   {"divide", 0xf7},   {"dstrok", 0x111},
     {"eacute", 0xe9},   {"ecaron", 0x11b},  {"ecirc", 0xea},    {"edot", 0x117},
     {"egrave", 0xe8},   {"emacr", 0x113},   {"emsp", 0x2003},   {"eng", 0x14b},
     {"ensp", 0x2002},   {"eogon", 0x119},   {"epsilon", 0x3b5}, {"equiv", 0x2261},
     {"eta", 0x3b7},     {"eth", 0xf0},      {"euml", 0xeb},     {"euro", 0x20ac},
     {"frac12", 0xbd},   {"frac14", 0xbc},   {"frac34", 0xbe},   {"gacute", 0x1f5},
     {"gamma", 0x3b3},   {"gbreve", 0x11f},  {"gcirc", 0x11d},   {"gdot", 0x121},
     {"ge", 0x2265},     {"gt", 0x3e},       {"harr", 0x2194},   {"hcirc", 0x125},
     {"hellip", 0x2026}, {"hstrok", 0x127},  {"iacute", 0xed},   {"icirc", 0xee},
     {"iexcl", 0xa1},    {"igrave", 0xec},   {"ijlig", 0x133},   {"imacr", 0x12b},
     {"infin", 0x221e},  {"inodot", 0x131},  {"iogon", 0x12f},   {"iota", 0x3b9},
     {"iquest", 0xbf},   {"itilde", 0x129},  {"iuml", 0xef},     {"jcirc", 0x135},
     {"kappa", 0x3ba},   {"kcedil", 0x137},  {"kgreen", 0x138},  {"lacute", 0x13a},
     {"lambda", 0x3bb},  {"laquo", 0xab},    {"larr", 0x2190},   {"lcaron", 0x13e},
     {"lcedil", 0x13c},  {"ldquo", 0x201c},  {"le", 0x2264},     {"lmidot", 0x140},
     {"lowast", 0x2217}, {"lsaquo", 0x2039}, {"lsquo", 0x2018},  {"lstrok", 0x142},
     {"lt", 0x3c},       {"macr", 0xaf},     {"mdash", 0x2014},  {"micro", 0xb5},
     {"middot", 0xb7},   {"minus", 0x2212},  {"mu", 0x3bc},      {"nacute", 0x144},
     {"napos", 0x149},   {"nbsp", 0xa0},     {"ncaron", 0x148},  {"ncedil", 0x146},
     {"ndash", 0x2013},  {"ne", 0x2260},     {"not", 0xac},      {"ntilde", 0xf1},
     {"nu", 0x3bd},      {"oacute", 0xf3},   {"ocirc", 0xf4},    {"odblac", 0x151},
     {"oelig", 0x153},   {"ograve", 0xf2},   {"omacr", 0x14d},   {"omega", 0x3c9},
     {"omicron", 0x3bf}, {"ordf", 0xaa},     {"ordm", 0xba},     {"oslash", 0xf8},
     {"otilde", 0xf5},   {"ouml", 0xf6},     {"para", 0xb6},     {"part", 0x2202},
     {"permil", 0x2030}, {"phi", 0x3c6},     {"pi", 0x3c0},      {"plusmn", 0xb1},
     {"pound", 0xa3},    {"prime", 0x2032},  {"prod", 0x220f},   {"psi", 0x3c8},
     {"quot", 0x22},     {"racute", 0x155},  {"radic", 0x221a},  {"raquo", 0xbb},
     {"rarr", 0x2192},   {"rcaron", 0x159},  {"rcedil", 0x157},  {"rdquo", 0x201d},
     {"reg", 0xae},      {"rho", 0x3c1},     {"rsaquo", 0x203a}, {"rsquo", 0x2019},
     {"sacute", 0x15b},  {"sbquo", 0x201a},  {"scaron", 0x161},  {"scedil", 0x15f},
     {"scirc", 0x15d},   {"sect", 0xa7},     {"shy", 0xad},      {"sigma", 0x3c3},
     {"sigmaf", 0x3c2},  {"sum", 0x2211},    {"sup1", 0xb9},     {"sup2", 0xb2},
     {"sup3", 0xb3},     {"szlig", 0xdf},    {"tau", 0x3c4},     {"tcaron", 0x165},
     {"tcedil", 0x163},  {"theta", 0x3b8},   {"thinsp", 0x2009}, {"thorn", 0xfe},
     {"times", 0xd7},    {"trade", 0x2122},  {"tstrok", 0x167},  {"uacute", 0xfa},
     {"uarr", 0x2191},   {"ubreve", 0x16d},  {"ucirc", 0xfb},    {"udblac", 0x171},
     {"ugrave", 0xf9},   {"umacr", 0x16b},   {"uml", 0xa8},      {"uogon", 0x173},
     {"upsilon", 0x3c5}, {"uring", 0x16f},   {"utilde", 0x169},  {"uuml", 0xfc},
     {"wcirc", 0x175},   {"xi", 0x3be},      {"yacute", 0xfd},   {"ycirc", 0x177},
     {"yen", 0xa5},      {"yuml", 0xff},     {"zacute", 0x17a},  {"zcaron", 0x17e},
     {"zdot", 0x17c},    {"zeta", 0x3b6}});

constexpr std::size_t kReferenceBytesMax = 12;

std::optional<std::uint32_t> code_of_name(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(kEntities, name, {}, &Entity::name);
  if (found == kEntities.end() || found->name != name) return std::nullopt;
  return found->code;
}

std::optional<std::uint32_t> code_of(std::string_view reference) {
  if (reference.starts_with('#')) {
    const bool hexadecimal = reference.size() > 1 && reference[1] == 'x';
    const std::string_view digits = reference.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, code, hexadecimal ? 16 : 10);
    // The reader has refused references to no character before.
    if (error != std::errc() || rest != end || code == 0 || code > 0x10ffff) return std::nullopt;
    return code;
  }
  if (const auto code = code_of_name(reference)) return code;
  // Texts made upper case took their references with them: "KO&SACUTE;NIK".
  std::string lower(reference);
  for (std::size_t i = 1; i < lower.size(); ++i) {
    if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = static_cast<char>(lower[i] - 'A' + 'a');
  }
  return code_of_name(lower);
}

void append_utf8(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3fU));
    out += static_cast<char>(0x80U | (code & 0x3fU));
  } else {
    out += static_cast<char>(0xf0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3fU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3fU));
    out += static_cast<char>(0x80U | (code & 0x3fU));
  }
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// Bytes of the space that is no ASCII at the front of `text`: no-break, U+2000 to U+200A, U+202F,
/// ideographic; 0 for anything else.
std::size_t wide_space(std::string_view text) {
  if (text.starts_with("\xc2\xa0")) return 2;
  if (text.starts_with("\xe3\x80\x80") || text.starts_with("\xe2\x80\xaf")) return 3;
  if (text.size() >= 3 && text.starts_with("\xe2\x80")) {
    const auto last = static_cast<unsigned char>(text[2]);
    return last >= 0x80 && last <= 0x8a ? 3 : 0;
  }
  return 0;
}

/// Collects characters and makes runs of spaces one blank, none at the ends.
class Squeezer {
 public:
  explicit Squeezer(std::string& out) : out_(out), begin_(out.size()) {}

  void space() { pending_ = out_.size() > begin_; }
  void add(std::string_view piece) {
    if (pending_) out_ += ' ';
    pending_ = false;
    out_ += piece;
  }

 private:
  std::string& out_;
  std::size_t begin_;
  bool pending_ = false;
};

/// The reference at the front of `text` ("&amp;") into `squeezer`; bytes taken.
std::size_t take_reference(std::string_view text, Squeezer& squeezer) {
  const std::size_t end = text.substr(0, kReferenceBytesMax + 1).find(';');
  const auto code = end == std::string_view::npos ? std::nullopt : code_of(text.substr(1, end - 1));
  if (!code) {
    squeezer.add("&");
    return 1;
  }
  std::string character;
  append_utf8(*code, character);
  if (is_blank(character.front()) || wide_space(character) > 0) {
    squeezer.space();
  } else {
    squeezer.add(character);
  }
  return end + 1;
}

bool is_ordinary(char c) {
  return static_cast<unsigned char>(c) < 0x80 && c != '<' && c != '&' && !is_blank(c);
}

}  // namespace

void append_text_of(std::string_view raw, std::string& out) {
  Squeezer squeezer(out);
  std::size_t at = 0;
  while (at < raw.size()) {
    const char c = raw[at];
    if (is_blank(c)) {
      squeezer.space();
      ++at;
    } else if (c == '<') {
      const std::size_t end = raw.find('>', at);
      at = end == std::string_view::npos ? raw.size() : end + 1;
    } else if (c == '&') {
      at += take_reference(raw.substr(at), squeezer);
    } else if (const std::size_t wide = wide_space(raw.substr(at)); wide > 0) {
      squeezer.space();
      at += wide;
    } else {
      std::size_t end = at + 1;
      while (end < raw.size() && is_ordinary(raw[end])) ++end;
      squeezer.add(raw.substr(at, end - at));
      at = end;
    }
  }
}

std::string text_of(std::string_view raw) {
  std::string out;
  append_text_of(raw, out);
  return out;
}

}  // namespace pignus::registers
