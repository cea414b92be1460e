/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-diagnostic.h"
#include "fb-test-fax-sender.h"

G_BEGIN_DECLS

const char *fb_test_fax_result_get_title (FbTestFaxResult result);
const char *fb_test_fax_result_get_sentence (FbTestFaxResult result);
const char *fb_test_fax_result_get_advice (FbTestFaxResult result);
FbDiagnosticLevel fb_test_fax_result_get_level (FbTestFaxResult result);
FbRemedy fb_test_fax_result_get_remedy (FbTestFaxResult result);
const char *fb_test_fax_bell_get_sentence (FbTestFaxBell bell);

G_END_DECLS
