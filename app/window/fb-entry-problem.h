/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void fb_entry_problem_show (AdwEntryRow *row, const char *problem);
void fb_entry_problem_clear (AdwEntryRow *row);
void fb_entry_set_text (AdwEntryRow *row, const char *text);

G_END_DECLS
