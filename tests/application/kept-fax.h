/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "running-faxbell.h"

G_BEGIN_DECLS

FbFax *kept_fax_find (RunningFaxbell *faxbell, const char *message_id);

G_END_DECLS
