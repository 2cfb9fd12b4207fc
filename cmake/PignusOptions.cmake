# Compiler flags for every target of ours. Warnings are errors: a warning nobody fixes hides the next.
add_library(pignus_options INTERFACE)
target_compile_options(pignus_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
  -Wnull-dereference -Wformat=2
  # Doubles must give the same bytes on every machine: no fused multiply-add behind our back.
  -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside the standard library's own templates when it inlines.
  target_compile_options(pignus_options INTERFACE
    -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # clang 19 meets libstdc++ 12's stable_sort, which uses what C++17 deprecated.
  target_compile_options(pignus_options INTERFACE -Wno-deprecated-declarations)
endif()
if(PIGNUS_SANITIZE)
  # Without the checks of every access that ASan makes too (null, object-size) and those of casts
  # and alignment: a quarter of the time a build takes. The fuzz targets have them all.
  target_compile_options(pignus_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize=null,object-size,alignment,vptr
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(pignus_options INTERFACE -fsanitize=address,undefined)
endif()
if(PIGNUS_FUZZ)
  target_compile_options(pignus_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=all)
  target_link_options(pignus_options INTERFACE -fsanitize=address,undefined)
endif()
