/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"

G_BEGIN_DECLS

/* What has the keyboard on each page, or is said of its place. */
#define SETUP_WELCOME  "Welcome to Faxbell"
#define SETUP_WAY      "How Faxes Get Here"
#define SETUP_ADDRESS  "Step 3 of 9"
#define SETUP_ACCOUNT  "Connect Your Documo Account"
#define SETUP_SIGN_IN  "A Sign-In for Documo"
#define SETUP_DOCUMO   "Tell Documo"
#define SETUP_LOGIN    "Start by Itself"
#define SETUP_TEST_FAX "Try It"
#define SETUP_DONE     "Faxbell Is Set Up"
#define SETUP_COPY     "Copy Password"

void setup_set_up (Desktop *desktop, gconstpointer data);
void setup_tear_down (Desktop *desktop, gconstpointer data);

void setup_wait_for_page (const char *progress, const char *focus);
void setup_begin_at (Desktop *desktop, const char *page, const char *progress, const char *focus);
void setup_go_on (const char *next);
void setup_copy_password (void);
char *setup_dup_autostart (Desktop *desktop);
void setup_tab_to (const char *name);
void setup_type_address (const char *address);
void setup_wait_for_setting (Desktop *desktop, const char *line);

#define SETUP_TEST(path, function)                                                                 \
  g_test_add (path, Desktop, NULL, setup_set_up, function, setup_tear_down)

G_END_DECLS
