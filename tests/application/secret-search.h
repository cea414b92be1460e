/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "running-faxbell.h"

G_BEGIN_DECLS

void secret_search_folder (const char *folder, const char *secret);
void secret_search_process (RunningFaxbell *faxbell, const char *secret);

G_END_DECLS
