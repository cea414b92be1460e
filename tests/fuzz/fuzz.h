/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer, or the replay, calls with one input after another. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
