/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"

G_BEGIN_DECLS

void desktop_follow_announcements (void);
void desktop_ignore_announcements (void);
void desktop_wait_for_announcement (const char *part);

G_END_DECLS
