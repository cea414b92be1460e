/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

void front_desk_keep_day (StoreFixture *fixture);

/* Who sent the newest of them, and message ids of some, by what became of them. */
#define FRONT_DESK_NEWEST_SENDER "Cedar Grove Family Practice"
#define FRONT_DESK_NEWEST_ID     "in-0"
#define FRONT_DESK_FAILED_ID     "out-2"

G_END_DECLS
