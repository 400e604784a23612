# MODULE may call only these functions of the C library: those of ISO C, and those that Windows has elsewhere.
#
# Copyright 2026, the Expressway for Wireshark authors
# SPDX-License-Identifier: GPL-2.0-or-later
cmake_minimum_required(VERSION 3.16)
set(iso_c
  abort calloc exit exp fclose ferror fflush fgets fopen fprintf fputc fputs free fwrite gmtime lgamma localtime log log1p longjmp malloc
  memchr memcmp memcpy memmove memset mktime printf putc putchar puts qsort bsearch realloc setjmp snprintf stderr stdout
  strchr strcmp strcpy strcspn strftime strlen strncmp strncpy strpbrk strrchr strspn strstr strtol strtoul strtoll
  strtoull time vfprintf vsnprintf)
set(compilers_own cxa_finalize stack_chk_fail ctype_b_loc ctype_tolower_loc ctype_toupper_loc)
set(elsewhere_on_windows inet_ntop inet_pton) # ws2_32

execute_process(COMMAND "${NM}" -D --undefined-only "${MODULE}" RESULT_VARIABLE status OUTPUT_VARIABLE symbols)
string(REGEX MATCHALL "[^ \n]+@GLIBC_" used "${symbols}")
if(NOT status EQUAL 0 OR NOT used)
  message(FATAL_ERROR "${NM} tells nothing of ${MODULE}")
endif()
foreach(symbol IN LISTS used)
  # Variants that the headers choose: __memcpy_chk, __isoc23_strtoul, _setjmp.
  string(REGEX REPLACE "^_*(isoc[0-9]+_)?(.*)@GLIBC_$" "\\2" name "${symbol}")
  if(symbol MATCHES "^__[a-z]+_chk@")
    string(REGEX REPLACE "_chk$" "" name "${name}")
  endif()
  if(NOT name IN_LIST iso_c AND NOT name IN_LIST elsewhere_on_windows AND NOT name IN_LIST compilers_own)
    list(APPEND foreign "${name}")
  endif()
endforeach()
if(foreign)
  message(FATAL_ERROR "${MODULE} calls what ISO C does not have: ${foreign}")
endif()
