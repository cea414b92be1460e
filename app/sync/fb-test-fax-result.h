/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-outside-result.h"
#include "fb-test-log.h"

G_BEGIN_DECLS

/**
 * FbTestFaxResult:
 * @FB_TEST_FAX_NOT_SENT: nothing was sent
 * @FB_TEST_FAX_ARRIVED: it came here, was kept, and that was answered
 * @FB_TEST_FAX_ANSWER_LOST: it came here and was kept, but the answer didn't come back
 * @FB_TEST_FAX_NOT_RECEIVING: the receiver doesn't receive
 * @FB_TEST_FAX_CANNOT_TELL: this network may not lead back to itself
 * @FB_TEST_FAX_NAME_UNKNOWN: nobody knows the name of the address
 * @FB_TEST_FAX_NOBODY: nothing can be reached there, or it refuses connections
 * @FB_TEST_FAX_TIMEOUT: there was no answer in time, and nothing came here
 * @FB_TEST_FAX_TOO_SLOW: it began to come here, and wasn't through in time
 * @FB_TEST_FAX_BROKEN_OFF: the connection was closed before all of it was through
 * @FB_TEST_FAX_CERTIFICATE_EXPIRED: the certificate there has expired, or isn't valid yet
 * @FB_TEST_FAX_CERTIFICATE_NAME: it is for another name
 * @FB_TEST_FAX_CERTIFICATE_UNKNOWN: nobody whom computers trust has issued it
 * @FB_TEST_FAX_WAY_DOWN: what stands in front answers that it can't reach this computer
 * @FB_TEST_FAX_SOMEONE_ELSE: someone else answers
 * @FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE: someone else says that the fax was taken
 * @FB_TEST_FAX_NOT_FOUND_THERE: someone else says that there is nothing at the address
 * @FB_TEST_FAX_REDIRECTED: the answer leads to another address, which Documo may not follow
 * @FB_TEST_FAX_SIGN_IN_ASKED: what stands in front asks for a sign-in of its own
 * @FB_TEST_FAX_REFUSED_IN_FRONT: what stands in front refuses it
 * @FB_TEST_FAX_TOO_LARGE: what stands in front takes no fax of that size
 * @FB_TEST_FAX_TOO_LARGE_HERE: the receiver is set to take no fax of that size
 * @FB_TEST_FAX_PATH_WRONG: it came here, with another path than the receiver's
 * @FB_TEST_FAX_SIGN_IN_REMOVED: it came here without its sign-in
 * @FB_TEST_FAX_SENDER_NOT_ALLOWED: it came here, from an address that may not send
 * @FB_TEST_FAX_CHANGED: it came here changed
 * @FB_TEST_FAX_BUSY: it came here while too much was under way
 * @FB_TEST_FAX_NO_SPACE: it came here, and there is not enough space on the disk
 * @FB_TEST_FAX_NOT_KEPT: it came here, and could not be kept for another reason
 *
 * What came of a fax to oneself.
 */
typedef enum
{
  FB_TEST_FAX_NOT_SENT,
  FB_TEST_FAX_ARRIVED,
  FB_TEST_FAX_ANSWER_LOST,
  FB_TEST_FAX_NOT_RECEIVING,
  FB_TEST_FAX_CANNOT_TELL,
  FB_TEST_FAX_NAME_UNKNOWN,
  FB_TEST_FAX_NOBODY,
  FB_TEST_FAX_TIMEOUT,
  FB_TEST_FAX_TOO_SLOW,
  FB_TEST_FAX_BROKEN_OFF,
  FB_TEST_FAX_CERTIFICATE_EXPIRED,
  FB_TEST_FAX_CERTIFICATE_NAME,
  FB_TEST_FAX_CERTIFICATE_UNKNOWN,
  FB_TEST_FAX_WAY_DOWN,
  FB_TEST_FAX_SOMEONE_ELSE,
  FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE,
  FB_TEST_FAX_NOT_FOUND_THERE,
  FB_TEST_FAX_REDIRECTED,
  FB_TEST_FAX_SIGN_IN_ASKED,
  FB_TEST_FAX_REFUSED_IN_FRONT,
  FB_TEST_FAX_TOO_LARGE,
  FB_TEST_FAX_TOO_LARGE_HERE,
  FB_TEST_FAX_PATH_WRONG,
  FB_TEST_FAX_SIGN_IN_REMOVED,
  FB_TEST_FAX_SENDER_NOT_ALLOWED,
  FB_TEST_FAX_CHANGED,
  FB_TEST_FAX_BUSY,
  FB_TEST_FAX_NO_SPACE,
  FB_TEST_FAX_NOT_KEPT,
} FbTestFaxResult;

#define FB_N_TEST_FAX_RESULTS (FB_TEST_FAX_NOT_KEPT + 1)

/**
 * FbTestFaxAnswer:
 * @status: the answer's HTTP status; 0 if there was none
 * @is_timeout: whether none came in time
 * @is_broken_off: whether the connection was closed before one came
 * @failure: why there is none otherwise
 *
 * How a fax to oneself was answered. A plain value.
 */
typedef struct
{
  guint status;
  gboolean is_timeout;
  gboolean is_broken_off;
  FbOutsideResult failure;
} FbTestFaxAnswer;

FbTestFaxResult fb_test_fax_result_judge (const FbTestArrival *arrival,
                                          const FbTestFaxAnswer *answer);
gboolean fb_test_fax_result_is_kept (FbTestFaxResult result);
gboolean fb_test_fax_result_came_here (FbTestFaxResult result);

G_END_DECLS
