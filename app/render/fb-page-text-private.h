/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-text.h"

G_BEGIN_DECLS

FbPageText *fb_page_text_new_from_memory (const FbRenderText *memory);

G_END_DECLS
