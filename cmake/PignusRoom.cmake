# A room is a library target whose link line is its whole list of arrows. Headers are included as
# "room/thing.h"; each room's include root holds nothing but a link to that room, so a header of a
# room that is not linked is not found and the include does not build.
function(pignus_room name)
  cmake_parse_arguments(ARG "" "" "LINKS;PRIVATE_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp
       ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  set(root ${CMAKE_BINARY_DIR}/roots/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} SYMBOLIC)
  if(sources)
    add_library(pignus_${name} STATIC ${sources})
    target_include_directories(pignus_${name} PUBLIC ${root})
    target_link_libraries(pignus_${name} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS}
                          pignus_options)
  else()
    add_library(pignus_${name} INTERFACE)
    target_include_directories(pignus_${name} INTERFACE ${root})
    target_link_libraries(pignus_${name} INTERFACE ${ARG_LINKS})
  endif()
  if(PIGNUS_TESTS AND tests)
    pignus_test(${name}_test SOURCES ${tests} LINKS pignus_${name} ${ARG_PRIVATE_LINKS})
  endif()
endfunction()

# One test program; every TEST in it is a ctest case.
function(pignus_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gtest GTest::gmock GTest::gtest_main
                        ${RAPIDCHECK_LIBRARY} pignus_options)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    PIGNUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    PIGNUS_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
  # What is tested takes the time of a test, not what tests it: the compiler may be quick.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  include(GoogleTest)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600)
endfunction()
