/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"

G_BEGIN_DECLS

void setup_set_up (Desktop *desktop, gconstpointer data);
void setup_tear_down (Desktop *desktop, gconstpointer data);

void setup_wait_for_page (const char *progress, const char *focus);
void setup_tab_to (const char *name);
void setup_type_address (const char *address);
void setup_wait_for_setting (Desktop *desktop, const char *line);

#define SETUP_TEST(path, function)                                                                 \
  g_test_add (path, Desktop, NULL, setup_set_up, function, setup_tear_down)

G_END_DECLS
